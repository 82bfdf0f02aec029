using System.Text.Json.Serialization;

namespace Haneul.Wire.SecretsManager;

/// <summary>A page of the versions that are going to be destroyed, soonest first.</summary>
/// <param name="Destructions">The page.</param>
/// <param name="NextCursor">What the next page is asked for with; null after the last.</param>
public sealed record ListScheduledSecretDestructionsResponse(IReadOnlyList<ScheduledSecretDestruction> Destructions, string? NextCursor);

/// <summary>A version that is going to be destroyed.</summary>
/// <param name="SecretId">Its secret.</param>
/// <param name="SecretName">The name of that.</param>
/// <param name="Version">Its number.</param>
/// <param name="DestructionAt">When it is destroyed.</param>
/// <param name="ScheduledBy">Who wanted it; null if that is not known any more.</param>
public sealed record ScheduledSecretDestruction(string SecretId, string SecretName, int Version, string DestructionAt, SecretDestructionStarter? ScheduledBy);

/// <summary>Who scheduled a destruction.</summary>
public sealed record SecretDestructionStarter(string UserId, string UserName);

/// <summary>The secrets of a project in numbers.</summary>
public sealed record SecretsManagerSummaryResponse(SecretsManagerSummary Summary);

/// <summary>The secrets of a project in numbers.</summary>
public sealed record SecretsManagerSummary
{
    public required SecretCounts Secrets { get; init; }

    public required ScheduledSecretDestructions ScheduledDestructions { get; init; }

    public required ExpiringSecrets Expiry { get; init; }
}

/// <summary>How many secrets there are in each state.</summary>
public sealed record SecretCounts(BoundedCount Total, BoundedCount Active, BoundedCount Deactivated);

/// <summary>Versions that are going to be destroyed: how many, and when the next is.</summary>
public sealed record ScheduledSecretDestructions(BoundedCount Versions, string? NextAt);

/// <summary>Secrets with an expiry date.</summary>
/// <param name="WithinDays">How far ahead was looked.</param>
/// <param name="Expired">How many are over it.</param>
/// <param name="Expiring">How many come to it within these days.</param>
/// <param name="NextAt">When the next one does; null if none ever does.</param>
public sealed record ExpiringSecrets(int WithinDays, BoundedCount Expired, BoundedCount Expiring, string? NextAt);

/// <summary>The JSON metadata of the wire records about what needs attention.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListScheduledSecretDestructionsResponse))]
[JsonSerializable(typeof(SecretsManagerSummaryResponse))]
public sealed partial class SecretAttentionJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Haneul.Wire.Kms;

/// <summary>A page of the versions of keys that are going to be destroyed, soonest first.</summary>
/// <param name="Destructions">The page.</param>
/// <param name="NextCursor">What the next page is asked for with; null after the last.</param>
public sealed record ListScheduledKeyDestructionsResponse(IReadOnlyList<ScheduledKeyDestruction> Destructions, string? NextCursor);

/// <summary>A version of a key that is going to be destroyed.</summary>
/// <param name="KeyId">Its key.</param>
/// <param name="KeyName">The name of that.</param>
/// <param name="Version">Its number.</param>
/// <param name="DestructionAt">When it is destroyed.</param>
/// <param name="ScheduledBy">Who wanted it; null if that is not known any more.</param>
public sealed record ScheduledKeyDestruction(string KeyId, string KeyName, int Version, string DestructionAt, KeyDestructionStarter? ScheduledBy);

/// <summary>Who scheduled a destruction.</summary>
public sealed record KeyDestructionStarter(string UserId, string UserName);

/// <summary>A page of keys by the time of their rotation.</summary>
/// <param name="Rotations">The page.</param>
/// <param name="NextCursor">What the next page is asked for with; null after the last.</param>
public sealed record ListKeyRotationsResponse(IReadOnlyList<KeyRotation> Rotations, string? NextCursor);

/// <summary>When a key was rotated and will be.</summary>
public sealed record KeyRotation
{
    public required string KeyId { get; init; }

    public required string KeyName { get; init; }

    /// <summary>Days between automatic rotations; null where there are none.</summary>
    public int? RotationPeriod { get; init; }

    /// <summary>When the newest version was made that followed another; null if there is one version alone.</summary>
    public string? LastRotationAt { get; init; }

    /// <summary>When the key rotates by itself.</summary>
    public string? NextRotationAt { get; init; }

    public required string CreatedAt { get; init; }
}

/// <summary>The user keys of a project in numbers.</summary>
public sealed record KmsSummaryResponse(KmsSummary Summary);

/// <summary>The user keys of a project in numbers.</summary>
public sealed record KmsSummary
{
    public required KeyCounts Keys { get; init; }

    public required ScheduledKeyDestructions ScheduledDestructions { get; init; }

    public required PlannedKeyRotations Rotations { get; init; }
}

/// <summary>How many keys there are in each state.</summary>
public sealed record KeyCounts(BoundedCount Total, BoundedCount Active, BoundedCount Deactivated, BoundedCount PreActivation);

/// <summary>Versions that are going to be destroyed: how many, and when the next is.</summary>
public sealed record ScheduledKeyDestructions(BoundedCount Versions, string? NextAt);

/// <summary>Rotations of active keys.</summary>
/// <param name="Planned">How many keys rotate by themselves.</param>
/// <param name="NextAt">When the next one does; null for none.</param>
/// <param name="OlderThanDays">For how long a key must not have been rotated to be counted in the last member.</param>
/// <param name="NotRotated">How many have not been rotated for longer.</param>
public sealed record PlannedKeyRotations(BoundedCount Planned, string? NextAt, int OlderThanDays, BoundedCount NotRotated);

/// <summary>The JSON metadata of the wire records about what needs attention.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListScheduledKeyDestructionsResponse))]
[JsonSerializable(typeof(ListKeyRotationsResponse))]
[JsonSerializable(typeof(KmsSummaryResponse))]
public sealed partial class KmsAttentionJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Haneul.Wire.CloudTrail;

/// <summary>How the trail does for a project, as <c>GetTrailHealth</c> answers.</summary>
public sealed record TrailHealthResponse(TrailHealth TrailHealth);

/// <summary>How the trail does for a project. Of the trail as a whole it tells results and times, nothing of how much others do.</summary>
public sealed record TrailHealth : HealthReport
{
    /// <summary>The newest verification that has ended; null for none.</summary>
    public TrailHealthVerification? LastVerification { get; init; }

    /// <summary>Whether one runs now.</summary>
    public required bool IsVerifying { get; init; }

    /// <summary>When a checkpoint was made last; null for never.</summary>
    public string? LastCheckpointAt { get; init; }

    public required TrailHealthLogStorage LogStorage { get; init; }

    public required TrailHealthNotifications Notifications { get; init; }
}

/// <summary>A verification that has ended.</summary>
/// <param name="Status"><c>sound</c>, <c>damaged</c> or <c>failed</c>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record TrailHealthVerification(string Status, string StartedAt, string EndedAt);

/// <summary>Log storage of the project.</summary>
/// <param name="Enabled">Whether events are stored.</param>
/// <param name="LastWriteAt">When an object was stored last; null before the first.</param>
/// <param name="Failures">How many attempts in a row have failed.</param>
/// <param name="LastError">Why the last one did; null if it did not.</param>
public sealed record TrailHealthLogStorage(bool Enabled, string? LastWriteAt, int Failures, LogStorageError? LastError);

/// <summary>Notifications of the project.</summary>
/// <param name="Rules">How many rules there are.</param>
/// <param name="Waiting">Messages that are still to be delivered.</param>
/// <param name="Failing">Rules whose messages do not arrive.</param>
public sealed record TrailHealthNotifications(int Rules, BoundedCount Waiting, IReadOnlyList<TrailHealthRule> Failing);

/// <summary>A rule whose messages do not arrive.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Name">Its name.</param>
/// <param name="Enabled">Whether it is still tried.</param>
/// <param name="FailingSince">Since when; null once it was given up and that is not known.</param>
public sealed record TrailHealthRule(string Id, string Name, bool Enabled, string? FailingSince);

/// <summary>JSON metadata of what is answered about the health of the trail.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrailHealthResponse))]
public sealed partial class TrailHealthJson : JsonSerializerContext;

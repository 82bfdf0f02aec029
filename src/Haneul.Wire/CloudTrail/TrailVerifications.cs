namespace Haneul.Wire.CloudTrail;

/// <summary>A page of checkpoints, newest first.</summary>
public sealed record ListTrailCheckpointsResponse(IReadOnlyList<TrailCheckpoint> Checkpoints);

/// <summary>One checkpoint.</summary>
public sealed record TrailCheckpointResponse(TrailCheckpoint Checkpoint);

/// <summary>A signed statement of where every chain stood.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="CreatedAt">RFC 3339 in UTC.</param>
/// <param name="Body">The text that is signed: JSON.</param>
/// <param name="Signature">ECDSA over P-256 with SHA-256 in DER, in base64.</param>
/// <param name="KeyId">The key that signed.</param>
public sealed record TrailCheckpoint(long Number, string CreatedAt, string Body, string Signature, string KeyId);

/// <summary>The key of checkpoints.</summary>
public sealed record TrailCheckpointKeyResponse(TrailCheckpointKey Key);

/// <summary>The public part of the key that signs checkpoints.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">RFC 3339 in UTC.</param>
/// <param name="Algorithm">Always <c>ECDSA_P256_SHA256</c>.</param>
/// <param name="PublicKey">PEM.</param>
public sealed record TrailCheckpointKey(string Id, string CreatedAt, string Algorithm, string PublicKey);

/// <summary>One verification.</summary>
public sealed record TrailVerificationResponse(TrailVerification Verification);

/// <summary>The verifications that are known, newest first.</summary>
public sealed record ListTrailVerificationsResponse(IReadOnlyList<TrailVerification> Verifications);

/// <summary>A verification that runs or ran.</summary>
public sealed record TrailVerification
{
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>sound</c>, <c>damaged</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public required string StartedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public string? EndedAt { get; init; }

    /// <summary>How many events it has examined so far.</summary>
    public required long ExaminedEvents { get; init; }

    /// <summary>Null until it has come to its end.</summary>
    public TrailVerificationReport? Report { get; init; }
}

/// <summary>What a verification found.</summary>
public sealed record TrailVerificationReport
{
    public required long Events { get; init; }

    /// <summary>Of these, events that no segment held yet.</summary>
    public required long UnsealedEvents { get; init; }

    /// <summary>Numbers of which nobody can tell whether they ever had an event.</summary>
    public required long UnknownNumbers { get; init; }

    public required long Chains { get; init; }

    public required long Segments { get; init; }

    public required long Checkpoints { get; init; }

    /// <summary>Places that are not as they were written; one change may make several.</summary>
    public required long Damages { get; init; }

    public TrailDamagePlace? FirstDamage { get; init; }
}

/// <summary>A place of the trail that is not as it was written.</summary>
public sealed record TrailDamagePlace
{
    public required string Kind { get; init; }

    /// <summary>The chain; 0 where it is about none.</summary>
    public required long Chain { get; init; }

    /// <summary>The number in the chain, or of the checkpoint.</summary>
    public required long Number { get; init; }

    public string? EventId { get; init; }

    public string? EventTime { get; init; }

    /// <summary>In words.</summary>
    public required string Detail { get; init; }
}

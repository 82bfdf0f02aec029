namespace Haneul.Wire.CloudTrail;

/// <summary>How the log storage of a project stands.</summary>
public sealed record LogStorageResponse(LogStorage LogStorage);

/// <summary>The log storage of a project. Where it is not enabled every member but the first three is null.</summary>
public sealed record LogStorage
{
    public required bool Enabled { get; init; }

    /// <summary>Whether the events go to the operator's folder.</summary>
    public required bool Folder { get; init; }

    /// <summary>Whether events of the organisation are stored too.</summary>
    public required bool IncludeOrganisationEvents { get; init; }

    /// <summary>The bucket that the events go to; null for the folder.</summary>
    public LogStorageBucket? Bucket { get; init; }

    /// <summary>10 or 60.</summary>
    public int? IntervalMinutes { get; init; }

    /// <summary><see cref="LogStorageFormats"/>.</summary>
    public string? Format { get; init; }

    public string? EnabledAt { get; init; }

    public string? UpdatedAt { get; init; }

    /// <summary>When the next events are stored, or the next attempt is made after a failed one.</summary>
    public string? NextWriteAt { get; init; }

    /// <summary>When an object was stored last; null before the first.</summary>
    public string? LastWriteAt { get; init; }

    /// <summary>Name of that object.</summary>
    public string? LastObject { get; init; }

    /// <summary>Why the last attempt failed; null if it did not.</summary>
    public LogStorageError? LastError { get; init; }
}

/// <summary>A bucket of an S3-compatible service. Its secret key is never shown.</summary>
public sealed record LogStorageBucket(string Endpoint, string Region, string Name, string AccessKeyId);

/// <summary>A failed attempt.</summary>
/// <param name="Code">TRAIL_ code of the published documentation.</param>
/// <param name="Message">What it means.</param>
/// <param name="OccurredAt">When.</param>
public sealed record LogStorageError(string Code, string Message, string OccurredAt);

/// <summary>Whether an object could be stored.</summary>
public sealed record LogStorageTestResponse(LogStorageTest Test);

/// <summary>The result of a test of the target.</summary>
/// <param name="Succeeded">Whether the object was stored.</param>
/// <param name="ObjectName">Its name.</param>
/// <param name="Error">Why it was not.</param>
public sealed record LogStorageTest(bool Succeeded, string ObjectName, LogStorageError? Error);

/// <summary>The ends of names of stored objects, which say how they are compressed.</summary>
public static class LogStorageFormats
{
    public const string Gz = "gz";
    public const string Gzip = "gzip";
    public const string Zip = "zip";
}

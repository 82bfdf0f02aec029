namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Why events could not be stored: the codes that KakaoCloud publishes (spec/iam-and-trail.md section 6.4).</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">What it means.</param>
internal sealed record LogStorageFailure(string Code, string Message)
{
    public static readonly LogStorageFailure KeyRefused = new("TRAIL_400-001", "The access key was changed or deleted.");

    public static readonly LogStorageFailure NoPermission = new("TRAIL_400-002", "The access key has no permission on the bucket.");

    public static readonly LogStorageFailure NoBucket = new("TRAIL_400-003", "The bucket was deleted.");

    public static readonly LogStorageFailure Unknown = new("TRAIL_999-001", "The events could not be stored for another reason.");

    /// <summary>The failure of a code.</summary>
    public static LogStorageFailure Of(string code) =>
        Array.Find([KeyRefused, NoPermission, NoBucket], failure => string.Equals(failure.Code, code, StringComparison.Ordinal)) ?? Unknown;
}

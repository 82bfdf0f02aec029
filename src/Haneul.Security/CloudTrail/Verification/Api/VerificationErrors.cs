using Haneul.Kernel.Dialects;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>The errors of the trail's tamper evidence.</summary>
internal static class VerificationErrors
{
    public static readonly ErrorCode UnknownCheckpoint = new(404, "CheckpointNotFound", "There is no checkpoint of this number.");
    public static readonly ErrorCode NoCheckpointKey = new(404, "CheckpointKeyNotFound", "No checkpoint was made yet: the first follows within ten minutes of the first events.");
    public static readonly ErrorCode UnknownVerification = new(404, "VerificationNotFound", "There is no verification of this id.");
    public static readonly ErrorCode AlreadyRunning = new(409, "VerificationRunning", "A verification is running. Only one runs at a time.");
}

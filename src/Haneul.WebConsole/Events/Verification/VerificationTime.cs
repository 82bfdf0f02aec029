using Haneul.WebConsole.Api;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>The times of verifications and checkpoints.</summary>
internal static class VerificationTime
{
    /// <summary>When a verification ended; when it began while it runs.</summary>
    public static DateTimeOffset Of(TrailVerification verification) => WireInstant.Required(verification.EndedAt ?? verification.StartedAt);
}

using System.Globalization;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>The times of verifications and checkpoints.</summary>
internal static class VerificationTime
{
    /// <summary>When a verification ended; when it began while it runs.</summary>
    public static DateTimeOffset Of(TrailVerification verification) => Parse(verification.EndedAt ?? verification.StartedAt);

    /// <summary>A time as the API gives it.</summary>
    public static DateTimeOffset Parse(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}

using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.Verification.Runs;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Verifications as answers show them.</summary>
internal static class VerificationAnswer
{
    public static Wire.CloudTrail.TrailVerification Of(VerificationRun run, DateTimeOffset now) => new()
    {
        Id = run.Id,
        Status = run.StateAt(now),
        StartedAt = UnixTime.ToWire(run.StartedAt),
        EndedAt = run.IsRunning(now) ? null : UnixTime.ToWire(run.UpdatedAt),
        ExaminedEvents = run.Events,
        Report = VerificationText.Read(run.Report),
    };
}

using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Runs;
using Haneul.Wire;

namespace Haneul.Security.CloudTrail.Health;

/// <summary>What is known of the trail's being as it was written.</summary>
/// <param name="Last">The newest verification that has ended; null for none.</param>
/// <param name="IsVerifying">Whether one runs now.</param>
internal sealed record TrailEvidence(VerificationRun? Last, bool IsVerifying)
{
    /// <summary>The last verification found damage.</summary>
    public const string Damaged = "trail_damaged";

    /// <summary>The last verification did not come to its end.</summary>
    public const string VerificationFailed = "trail_verification_failed";

    /// <summary>There was none for twice the time in which one runs by itself.</summary>
    public const string VerificationOverdue = "trail_verification_overdue";

    // One of them may be running, and others may have died while they ran.
    private const int LookedAt = 10;

    /// <summary>Reads it.</summary>
    public static async ValueTask<TrailEvidence> ReadAsync(IDatabaseSession session, DateTimeOffset now)
    {
        var runs = await VerificationRun.ListAsync(session, LookedAt);
        return new TrailEvidence(runs.Find(run => !run.IsRunning(now)), runs.Exists(run => run.IsRunning(now)));
    }

    /// <summary>What is not as it should be.</summary>
    public IReadOnlyList<HealthProblem> ProblemsAt(DateTimeOffset now)
    {
        if (Last is null)
        {
            // The first follows by itself, soon after the start.
            return [];
        }

        var problem = Last.StateAt(now) switch
        {
            RunStates.Damaged => HealthProblem.Failure(Damaged),
            RunStates.Failed => HealthProblem.Attention(VerificationFailed),
            _ when !IsVerifying && Kernel.Runtime.UnixTime.FromMicroseconds(Last.StartedAt) < now - (2 * VerificationRunner.Every) => HealthProblem.Attention(VerificationOverdue),
            _ => null,
        };
        return problem is null ? [] : [problem];
    }
}

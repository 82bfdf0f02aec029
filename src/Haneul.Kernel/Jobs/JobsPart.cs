using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire;
using Haneul.Wire.Installation;

namespace Haneul.Kernel.Jobs;

/// <summary>Tells how much work waits for later, and what of it fails.</summary>
internal sealed class JobsPart : IInstallationPart<InstallationJobs>
{
    /// <summary>Jobs that were given up.</summary>
    public const string Parked = "jobs_parked";

    /// <summary>Jobs that fail and are tried again.</summary>
    public const string Failing = "jobs_failing";

    /// <inheritdoc />
    public async ValueTask<InstallationJobs> ReadAsync(IDatabaseSession session, DateTimeOffset now)
    {
        var instant = UnixTime.ToMicroseconds(now);
        var failing = await session.CountAsync($"FROM jobs WHERE attempts > 0 AND parked = 0", BoundedCounts.ToLookAt);
        var parked = await session.CountAsync($"FROM jobs WHERE attempts > 0 AND parked = 1", BoundedCounts.ToLookAt);
        return new()
        {
            Planned = await session.CountAsync($"FROM jobs WHERE parked = 0 AND due_at > {instant}", BoundedCounts.ToLookAt),
            Due = await session.CountAsync($"FROM jobs WHERE parked = 0 AND due_at <= {instant}", BoundedCounts.ToLookAt),
            Failing = failing,
            Parked = parked,
            Problems =
            [
                .. parked.Value > 0 ? [HealthProblem.Failure(Parked)] : Array.Empty<HealthProblem>(),
                .. failing.Value > 0 ? [HealthProblem.Attention(Failing)] : Array.Empty<HealthProblem>(),
            ],
        };
    }
}

using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Retention;

/// <summary>Removes events that are older than the retention, every hour, in one process at a time.</summary>
internal sealed partial class TrimJob(IDatabase database, TrailTrimming trimming, IJobs jobs, HaneulOptions options, TimeProvider time, ILogger<TrimJob> logger)
    : IJobHandler, IHostedService
{
    private const string JobKind = "cloud-trail.trim";
    private const string JobId = "all";

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Kind => JobKind;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // One that has failed until it was left alone gets another chance with each start.
        if (await database.ReadAsync(session => jobs.FindAsync(session, Kind, JobId), cancellationToken) is null or { IsParked: true })
        {
            await database.WriteAsync(
                async transaction =>
                {
                    await jobs.ScheduleAsync(transaction, Kind, JobId, time.GetUtcNow() + Period);
                    return true;
                },
                cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var removed = await trimming.RunAsync(
            options.TrailRetentionDays == 0 ? null : UnixTime.ToMicroseconds(time.GetUtcNow().AddDays(-options.TrailRetentionDays)), cancellation);
        if (removed > 0)
        {
            LogRemoved(removed, options.TrailRetentionDays);
        }

        await run.CommitAsync(_ => new(JobStep.Again(time.GetUtcNow() + Period, "")));
    }

    [LoggerMessage(443, LogLevel.Information, "{Count} events of the trail were removed that were older than {Days} days.")]
    private partial void LogRemoved(long count, int days);
}

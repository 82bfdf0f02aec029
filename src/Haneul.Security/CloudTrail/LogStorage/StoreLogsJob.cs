using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>
/// Stores the events of a target, once per interval. What is to be stored is decided and kept first (the cut), then stored object by object, each noted in the transaction that
/// advances the position: a kill at any point repeats at most one object, under the name and with the bytes that it had (docs/adr/0024-log-storage.md). The id of the job is that of the project.
/// </summary>
internal sealed partial class StoreLogsJob(
    IDatabase database, LogParts parts, LogObjects objects, IProjectOrganisations organisations, BackgroundEvents events, LogStorageMetrics metrics, TimeProvider time,
    ILogger<StoreLogsJob> logger) : IJobHandler
{
    public const string JobKind = "cloud-trail.store-logs";

    /// <summary>The row of the catalogue; the code tells what is wrong, as the published documentation has it.</summary>
    public static readonly BackgroundRule UploadFailed = new(
        CloudTrailModule.Descriptor, "Upload Log Error", "Archive", TrailCategory.Project, JobKind, "when an object of log storage could not be stored, once for each kind of failure");

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Kind => JobKind;

    /// <inheritdoc />
    public int MostAtOnce => 2;

    /// <summary>The next round time after an instant: every interval on the clock, in UTC.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now, int intervalMinutes)
    {
        var interval = TimeSpan.FromMinutes(intervalMinutes).Ticks;
        return new DateTimeOffset(((now.UtcTicks / interval) + 1) * interval, TimeSpan.Zero);
    }

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var isCut = false;
        while (true)
        {
            var (target, streams) = await database.ReadAsync(
                async session => (await LogTarget.FindAsync(session, run.Id), await LogStream.ListAsync(session, run.Id)), cancellation);
            if (target is null)
            {
                await run.CommitAsync(static _ => new ValueTask<JobStep>(JobStep.Done));
                return;
            }

            var stream = streams.Find(static stream => stream.CutAt is not null);
            if (stream is not null)
            {
                // What an earlier run left comes first, and no new cut after it: that waits for its time.
                isCut = true;
                if (!await StoreNextAsync(run, target, stream, cancellation))
                {
                    return;
                }
            }
            else if (isCut)
            {
                await run.CommitAsync(_ => new ValueTask<JobStep>(JobStep.Again(NextAfter(time.GetUtcNow(), target.IntervalMinutes), "")));
                return;
            }
            else if (!await run.CommitAsync(transaction => CutAsync(transaction, target)))
            {
                return;
            }
        }
    }

    private async ValueTask<JobStep> CutAsync(ITransaction transaction, LogTarget target)
    {
        if (await EndsWithProjectAsync(transaction, target))
        {
            return JobStep.Done;
        }

        var now = time.GetUtcNow();
        await LogStream.CutAsync(transaction, target, UnixTime.ToMicroseconds(now));
        return JobStep.Again(now, "");
    }

    /// <summary>Removes a target whose project is gone: what waited for its bucket would keep the events of everybody from being removed, and nobody could mend it.</summary>
    private async ValueTask<bool> EndsWithProjectAsync(ITransaction transaction, LogTarget target)
    {
        if (await organisations.FindAsync(transaction, target.ProjectId) is not null)
        {
            return false;
        }

        await LogTarget.RemoveAsync(transaction, target.ProjectId);
        return true;
    }

    /// <summary>Stores the next object of a cut; false if the run is over.</summary>
    private async ValueTask<bool> StoreNextAsync(JobRun run, LogTarget target, LogStream stream, CancellationToken cancellation)
    {
        var part = await parts.BuildAsync(target, stream, cancellation);
        var name = part.Content is null ? null : $"{stream.NextObject}.{stream.CutFormat}";
        var failure = name is null ? null : await objects.StoreAsync(target, name, LogArchive.ContentTypeOf(stream.CutFormat!), part.Content, cancellation);
        if (name is not null)
        {
            metrics.Note(failure);
        }

        if (failure is not null)
        {
            await run.CommitAsync(transaction => FailAsync(transaction, run, target, failure));
            return false;
        }

        return await run.CommitAsync(async transaction =>
        {
            var now = time.GetUtcNow();
            await stream.AdvanceAsync(transaction, part);
            if (name is not null)
            {
                await transaction.ExecuteAsync($"""
                    UPDATE trail_log_targets SET last_write_at = {UnixTime.ToMicroseconds(now)}, last_object = {name}, last_error = NULL, last_error_at = NULL, failures = 0
                    WHERE project_id = {target.ProjectId}
                    """);
            }

            return JobStep.Again(now, "");
        });
    }

    /// <summary>A failure is a step like any other: the job must not be given up, and the project has to learn of it.</summary>
    private async ValueTask<JobStep> FailAsync(ITransaction transaction, JobRun run, LogTarget target, LogStorageFailure failure)
    {
        if (await EndsWithProjectAsync(transaction, target))
        {
            return JobStep.Done;
        }

        var now = time.GetUtcNow();
        LogFailed(target.ProjectId, failure.Code);
        await transaction.ExecuteAsync($"""
            UPDATE trail_log_targets SET last_error = {failure.Code}, last_error_at = {UnixTime.ToMicroseconds(now)}, failures = failures + 1 WHERE project_id = {target.ProjectId}
            """);
        if (!string.Equals(target.LastError, failure.Code, StringComparison.Ordinal))
        {
            await events.RecordAsync(transaction, new BackgroundAction
            {
                Rule = UploadFailed,
                RequestId = run.RequestId,
                ProjectId = target.ProjectId,
                DomainId = target.DomainId,
                ResourceName = target.Bucket?.Name,
                Error = new ErrorCode(500, failure.Code, failure.Code),
            });
        }

        return JobStep.Again(now + PauseAfter(target.Failures + 1), "");
    }

    private static TimeSpan PauseAfter(int failures) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, ShortestPause.Ticks << Math.Min(failures - 1, 16)));

    [LoggerMessage(412, LogLevel.Warning, "Events of project {ProjectId} could not be stored: {Code}. The next attempt follows.")]
    private partial void LogFailed(string projectId, string code);
}

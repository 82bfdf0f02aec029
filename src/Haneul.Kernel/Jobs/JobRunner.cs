using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.Kernel.Jobs;

/// <summary>Has a claimed job run, keeps its lease alive meanwhile, and stores how the run ended where it did not do so itself.</summary>
internal sealed partial class JobRunner(IDatabase database, TimeProvider time, JobMetrics metrics, ILogger logger)
{
    /// <summary>After so many failures in a row a job is parked.</summary>
    public const int MostAttempts = 20;

    /// <summary>What stands as the error of a run that returned without having stored a step.</summary>
    public const string NoStep = "NoStepStored";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Returns when the run is over, however it ended.</summary>
    public async Task RunAsync(IJobHandler handler, JobClaim claim, CancellationToken stopping)
    {
        var run = new JobRun(claim, database, time);
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            await using (new LeaseRenewal(database, time, claim, wanted))
            {
                await handler.RunAsync(run, wanted.Token);
            }

            await EndAsync(run);
        }
        catch (OperationCanceledException) when (wanted.IsCancellationRequested)
        {
            await ReleaseAsync(claim);
        }
        catch (StorageUnavailableException exception)
        {
            // Not the job's fault, so no attempt of it.
            LogUnavailable(exception, claim.Kind, claim.Id);
            await ReleaseAsync(claim, time.GetUtcNow() + ShortestPause);
        }
#pragma warning disable CA1031 // Whatever a handler throws is its failure and not the worker's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await FailAsync(run, exception.GetType().Name, exception);
        }
    }

    private static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, ShortestPause.Ticks << Math.Min(attempts - 1, 16)));

    private async ValueTask EndAsync(JobRun run)
    {
        switch (run.Progress)
        {
            case JobProgress.Begun:
                await FailAsync(run, NoStep, exception: null);
                return;
            case JobProgress.GoingOn:
                metrics.AddSuccess(run.Claim.Kind);
                await ReleaseAsync(run.Claim);
                return;
            case JobProgress.Ended:
                metrics.AddSuccess(run.Claim.Kind);
                return;
            default:
                // Planned anew, and free from now on; or not ours any more, which this leaves alone.
                await ReleaseAsync(run.Claim);
                return;
        }
    }

    private async ValueTask FailAsync(JobRun run, string error, Exception? exception)
    {
        var claim = run.Claim;
        var attempts = (run.Progress == JobProgress.Begun ? claim.Attempts : 0) + 1;
        var parks = attempts >= MostAttempts;
        metrics.AddFailure(claim.Kind, parks);
        if (parks)
        {
            LogParked(exception, claim.Kind, claim.Id, attempts);
        }
        else
        {
            LogFailed(exception, claim.Kind, claim.Id, attempts);
        }

        await StoreAsync(claim, async transaction =>
        {
            if (!await JobTable.FailAsync(transaction, claim, error, parks, time.GetUtcNow() + PauseAfter(attempts)))
            {
                await JobTable.ReleaseAsync(transaction, claim);
            }
        });
    }

    private ValueTask ReleaseAsync(JobClaim claim, DateTimeOffset? until = null) =>
        StoreAsync(claim, transaction => JobTable.ReleaseAsync(transaction, claim, until));

    private async ValueTask StoreAsync(JobClaim claim, Func<ITransaction, ValueTask> change)
    {
        try
        {
            await database.WriteAsync(async transaction =>
            {
                await change(transaction);
                return 0;
            });
        }
        catch (StorageUnavailableException exception)
        {
            // The lease stays until it lapses; then the job is taken up again.
            LogUnavailable(exception, claim.Kind, claim.Id);
        }
    }

    [LoggerMessage(33, LogLevel.Error, "Background job {Kind} {Id} failed (attempt {Attempts}) and will be tried again.")]
    private partial void LogFailed(Exception? exception, string kind, string id, int attempts);

    [LoggerMessage(34, LogLevel.Critical, "Background job {Kind} {Id} failed {Attempts} times and is left alone until it is planned anew.")]
    private partial void LogParked(Exception? exception, string kind, string id, int attempts);

    [LoggerMessage(35, LogLevel.Warning, "Background job {Kind} {Id} was interrupted by the store being out of reach.")]
    private partial void LogUnavailable(Exception exception, string kind, string id);
}

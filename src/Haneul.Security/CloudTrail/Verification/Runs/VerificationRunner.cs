using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Verification.Runs;

/// <summary>
/// Runs verifications beside everything else, one at a time in the installation: those that somebody asks for, and one a day by itself. Damage is an error in the log, a
/// metric and an event of the installation's first organisation.
/// </summary>
internal sealed partial class VerificationRunner(
    IDatabase database, TrailVerification verification, IdGenerator ids, BackgroundEvents events, VerificationMetrics metrics, TimeProvider time,
    ILogger<VerificationRunner> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>How often it runs by itself.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>How often it is looked whether it is time.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(5);

    /// <summary>The event of damage that was found.</summary>
    public static readonly BackgroundRule Failed = new(
        CloudTrailModule.Descriptor, "Trail Verification Failed", "Trail Verification", TrailCategory.Organisation, "cloud-trail.verify", "when a verification of the trail finds damage");

    // Damage is told of on the trail of the organisation that every installation has from its first start (decisions, start-up): the trail as a whole belongs to no project.
    private const string FirstOrganisationId = "default";

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private PeriodicSweep Sweep => field ??= new(time, Period, RunIfDueAsync, logger, LogUnavailable);

    /// <summary>The verification that runs in this process, or ran last; for those who wait for it.</summary>
    public Task Running => Volatile.Read(ref _running);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Sweep.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Sweep.DisposeAsync();
        await _stop.CancelAsync();
        await Running;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Sweep.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Notes a new verification within a transaction; null if one runs already. <see cref="Begin"/> follows when it is committed.</summary>
    public async ValueTask<VerificationRun?> PrepareAsync(ITransaction transaction)
    {
        await transaction.LockAsync("trail-verification");
        if ((await VerificationRun.ListOpenAsync(transaction)).Exists(run => run.IsRunning(time.GetUtcNow())))
        {
            return null;
        }

        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        var run = new VerificationRun(ids.NewTimeOrderedUuid(), now, now, RunStates.Running, 0, "");
        await run.InsertAsync(transaction);
        return run;
    }

    /// <summary>Begins a verification that is noted.</summary>
    public void Begin(VerificationRun run, Checkpoint? checkpoint) => Volatile.Write(ref _running, Task.Run(() => RunAsync(run, checkpoint, _stop.Token)));

    private async ValueTask RunIfDueAsync()
    {
        if (await database.ReadAsync(session => VerificationRun.HasBegunAsync(session, time.GetUtcNow(), Every)))
        {
            return;
        }

        if (await database.WriteAsync(PrepareAsync) is { } run)
        {
            Begin(run, null);
        }
    }

    private async Task RunAsync(VerificationRun run, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var report = new VerificationReport();
        var state = RunStates.Failed;
        try
        {
            await using (time.CreateTimer(_ => _ = SignAsync(run.Id, report), null, BetweenSigns, BetweenSigns))
            {
                await verification.RunAsync(report, checkpoint, null, cancellation);
            }

            state = report.First is null ? RunStates.Sound : RunStates.Damaged;
            metrics.Note(report);
            if (report.First is { } first)
            {
                LogDamaged(report.Damages, first.KindText, first.Chain, first.Number, first.EventId ?? "-");
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or StorageUnavailableException or EnvelopeException or ObjectDisposedException)
        {
            LogFailed(run.Id, exception.GetType().Name);
        }

        await EndAsync(run, state, report);
    }

    private async ValueTask EndAsync(VerificationRun run, string state, VerificationReport report)
    {
        try
        {
            await database.WriteAsync(async transaction =>
            {
                await transaction.ExecuteAsync($"""
                    UPDATE trail_verifications SET state = {state}, events = {report.Events}, updated_at = {UnixTime.ToMicroseconds(time.GetUtcNow())},
                        report = {(string.Equals(state, RunStates.Failed, StringComparison.Ordinal) ? "" : VerificationText.Write(report))} WHERE id = {run.Id}
                    """);
                if (report.First is { } first)
                {
                    await events.RecordAsync(transaction, EventOf(run, report, first));
                }

                return true;
            });
        }
        catch (Exception exception) when (exception is StorageUnavailableException or ObjectDisposedException)
        {
            // It is seen as failed when it has been silent for a while.
            LogFailed(run.Id, exception.GetType().Name);
        }
    }

    private static BackgroundAction EventOf(VerificationRun run, VerificationReport report, TrailDamage first) => new()
    {
        Rule = Failed,
        DomainId = FirstOrganisationId,
        ResourceId = run.Id,
        Facts =
        [
            new("kind", first.KindText), new("chain", first.Chain.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("number", first.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("damages", report.Damages.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
    };

    private async Task SignAsync(string id, VerificationReport report)
    {
        try
        {
            await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
                UPDATE trail_verifications SET events = {report.Events}, updated_at = {UnixTime.ToMicroseconds(time.GetUtcNow())} WHERE id = {id} AND state = {RunStates.Running}
                """));
        }
        catch (Exception exception) when (exception is StorageUnavailableException or ObjectDisposedException)
        {
            // The next sign follows in seconds.
        }
    }

    [LoggerMessage(421, LogLevel.Error, "The trail is not as it was written: {Damages} damages, the first is {Kind} in chain {Chain} at number {Number}, event {EventId}.")]
    private partial void LogDamaged(long damages, string kind, long chain, long number, string eventId);

    [LoggerMessage(422, LogLevel.Warning, "Verification {Id} of the trail did not come to its end: {Failure}.")]
    private partial void LogFailed(string id, string failure);

    [LoggerMessage(423, LogLevel.Warning, "It could not be looked whether the trail is to be verified; the next round tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);
}

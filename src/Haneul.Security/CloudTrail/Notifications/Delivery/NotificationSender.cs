using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Wire.CloudTrail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>
/// Delivers what is in the outbox. Each second it gives lanes to the rules that have something due; a lane makes one attempt after another until nothing is due, one fails, or it has
/// had its share. An attempt is noted before it is made: a process that ends in the middle has it made again, under the same delivery id.
/// </summary>
internal sealed partial class NotificationSender(
    IDatabase database, Outbox outbox, WebhookClient client, NotificationMetrics metrics, TimeProvider time, ILogger<NotificationSender> logger)
    : IHostedService, IAsyncDisposable
{
    private const int MostOfLane = 50;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShareOfLane = TimeSpan.FromSeconds(15);

    private readonly DeliveryLanes _lanes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private string _last = "";
    private bool _isStopped;

    private PeriodicSweep Sweep => field ??= new(time, Period, BeginDueAsync, logger, LogUnavailable);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Sweep.Start();
        return Task.CompletedTask;
    }

    /// <summary>Ends attempts under way; they are made again later.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        await Sweep.DisposeAsync();
        await _stopping.CancelAsync();
        await Task.WhenAll(Running()).WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    /// <summary>Delivers what is due, and returns when nothing is and nothing is under way.</summary>
    internal async Task DeliverDueAsync()
    {
        Task[] running;
        do
        {
            await BeginDueAsync();
            running = Running();
            await Task.WhenAll(running);
        }
        while (running.Length > 0);
    }

    /// <summary>Gives lanes to the rules that have something due.</summary>
    internal async ValueTask BeginDueAsync()
    {
        var due = await database.ReadAsync(outbox.ListDueAsync, _stopping.Token);

        // Behind the one that was served last: when lanes are short, those at the front must not always be first.
        var first = due.FindIndex(rule => string.CompareOrdinal(rule.Id, _last) > 0);
        foreach (var rule in first < 0 ? due : [.. due[first..], .. due[..first]])
        {
            if (_lanes.TryEnter(rule))
            {
                _last = rule.Id;
                Begin(rule);
            }
        }
    }

    private Task[] Running()
    {
        lock (_lock)
        {
            return [.. _running];
        }
    }

    private void Begin(DueRule rule)
    {
        lock (_lock)
        {
            Task? lane = null;
            lane = Task.Run(async () =>
            {
                await ServeAsync(rule);
                lock (_lock)
                {
                    _running.Remove(lane!);
                }
            });
            _running.Add(lane);
        }
    }

    private async Task ServeAsync(DueRule rule)
    {
        try
        {
            var begun = time.GetTimestamp();
            for (var count = 0; count < MostOfLane && time.GetElapsedTime(begun) < ShareOfLane; count++)
            {
                if (!await DeliverNextAsync(rule))
                {
                    return;
                }
            }
        }
        catch (StorageUnavailableException exception)
        {
            LogUnavailable(exception);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The server is stopping.
        }
#pragma warning disable CA1031 // A bug in one delivery must not end those of others; the delivery is tried again when its lease is over.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBroken(exception, rule.Id);
        }
        finally
        {
            _lanes.Leave(rule);
        }
    }

    /// <summary>Makes one attempt; whether the lane should go on.</summary>
    private async ValueTask<bool> DeliverNextAsync(DueRule due)
    {
        if (await database.WriteAsync(transaction => outbox.BeginAsync(transaction, due), _stopping.Token) is not { } attempt)
        {
            return false;
        }

        var (rule, found) = await database.ReadAsync(session => ReadAsync(session, attempt), _stopping.Token);
        if (rule is null)
        {
            return false; // Deleted or switched off meanwhile.
        }

        var outcome = await SendAsync(attempt, rule, found);
        await database.WriteAsync(transaction => outbox.EndAsync(transaction, attempt, outcome));
        metrics.Note(outcome);
        return outcome is NotificationOutcomes.Success or NotificationOutcomes.EventGone or NotificationOutcomes.Expired;
    }

    private async ValueTask<string> SendAsync(Attempt attempt, StoredRule rule, Event? found)
    {
        if (attempt.IsExpired || found is null)
        {
            return attempt.IsExpired ? NotificationOutcomes.Expired : NotificationOutcomes.EventGone;
        }

        try
        {
            return await client.SendAsync(rule, attempt.Id, found, _stopping.Token);
        }
        catch (EnvelopeException exception)
        {
            LogDamaged(exception, rule.Id);
            return NotificationOutcomes.RuleDamaged;
        }
    }

    private static async ValueTask<(StoredRule? Rule, Event? Event)> ReadAsync(IDatabaseSession session, Attempt attempt)
    {
        var rule = await RuleTable.FindAsync(session, attempt.Rule.ProjectId, attempt.Rule.Id);
        var rows = await session.QueryAsync($"SELECT {StoredEvent.Columns()} FROM {StoredEvent.Tables()} WHERE e.sequence = {attempt.Sequence}", EventRow.Read);
        return (rule is { IsEnabled: true } ? rule : null, rows is [var row] ? row.Event : null);
    }

    [LoggerMessage(462, LogLevel.Warning, "Notifications could not be taken from the outbox or noted there; the next round tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);

    [LoggerMessage(463, LogLevel.Error, "The delivery of a notification of rule {RuleId} failed unexpectedly; it is tried again.")]
    private partial void LogBroken(Exception exception, string ruleId);

    [LoggerMessage(464, LogLevel.Critical, "The address or a signing secret of notification rule {RuleId} does not open: it is damaged or was changed in the database.")]
    private partial void LogDamaged(EnvelopeException exception, string ruleId);
}

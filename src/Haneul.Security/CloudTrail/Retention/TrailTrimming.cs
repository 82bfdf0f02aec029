using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Retention;

/// <summary>
/// Removes events whose time has come, from the oldest end of each chain (docs/adr/0026-trail-retention.md). First the head of the chain says so, authenticated, then the
/// rows go a few at a time. What a crash leaves in between lies below that mark: a verification does not miss it, and the next round removes it. Several processes may do it
/// at once; what one has removed the other finds gone.
/// </summary>
internal sealed partial class TrailTrimming(
    IDatabase database, ISystemKeys keys, IEnumerable<ITrailConsumer> consumers, IEnumerable<IEraData> eraData, ILogger<TrailTrimming> logger)
{
    /// <summary>Most rows that one transaction removes, so that it takes no more than a few milliseconds from those who wait to write.</summary>
    public const int SliceSize = 200;

    /// <summary>How long it lets others write after each slice at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Removes what is older than the cut-off, unix microseconds; with null it only finishes what was begun. Ends early when it is cancelled.</summary>
    /// <returns>How many events were removed.</returns>
    public async ValueTask<long> RunAsync(long? cutOff, CancellationToken cancellation)
    {
        var count = 0L;
        foreach (var chain in await database.ReadAsync(ChainHead.ListAsync, cancellation))
        {
            if (!chain.IsGenuine(keys))
            {
                // Neither a mark that somebody else has set is obeyed, nor vouched for.
                LogDamaged(chain.Id, 0);
                continue;
            }

            count += await FinishAsync(chain, cancellation);
            while (cutOff is { } time && await database.ReadAsync(session => TrimPlan.FindAsync(session, keys, chain.Id, time, consumers), cancellation) is { } plan)
            {
                if (plan.Last is null)
                {
                    LogDamaged(chain.Id, plan.Damaged!.Value);
                    break;
                }

                if (!await MarkAsync(plan))
                {
                    break; // Another process was quicker.
                }

                count += await RemoveAsync(
                    chain.Id, (plan.Head.TrimmedThrough + 1, plan.Last.Cut.Last), (plan.Head.TrimmedSegment + 1, plan.Last.Number), cancellation);
            }
        }

        return count;
    }

    /// <summary>Stores the mark; false if the chain is not as it was when the plan was made.</summary>
    internal ValueTask<bool> MarkAsync(TrimPlan plan) => database.WriteAsync(async transaction =>
    {
        // Whoever takes over an abandoned chain reads and replaces its head under this lock alone.
        await transaction.LockAsync("trail-chains");
        var head = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT {ChainHead.Columns()} FROM trail_chains WHERE id = {plan.Head.Id} {SqlToken.UpdateLock}", ChainHead.Read);
        return head is not null && head.TrimmedSegment == plan.Head.TrimmedSegment && head.IsGenuine(keys) &&
            await transaction.ExecuteAsync(head.Trimmed(keys, plan.Last!).Replace(head)) == 1;
    });

    /// <summary>Removes what a round that was broken off has left below the mark.</summary>
    private async ValueTask<long> FinishAsync(ChainHead head, CancellationToken cancellation)
    {
        var first = await database.ReadAsync(
            async session => (
                Number: await session.QueryFirstOrDefaultAsync(
                    $"""
                    SELECT COALESCE(MIN(sequence), 0) FROM trail_events
                    WHERE sequence BETWEEN {EventPlace.Of(head.Id, 0)} AND {EventPlace.Of(head.Id, head.TrimmedThrough)}
                    """,
                    static row => EventPlace.NumberOf(row.GetInt64(0))),
                Segment: await session.QueryFirstOrDefaultAsync(
                    $"SELECT COALESCE(MIN(number), 0) FROM trail_segments WHERE chain_id = {head.Id} AND number <= {head.TrimmedSegment}", static row => row.GetInt64(0))),
            cancellation);
        return await RemoveAsync(
            head.Id, (first.Number == 0 ? head.TrimmedThrough + 1 : first.Number, head.TrimmedThrough),
            (first.Segment == 0 ? head.TrimmedSegment + 1 : first.Segment, head.TrimmedSegment), cancellation);
    }

    /// <summary>Removes a stretch that lies below the mark: what was made of its events, then the events, then their segments.</summary>
    private async ValueTask<long> RemoveAsync(
        long chainId, (long First, long Last) numbers, (long First, long Last) segments, CancellationToken cancellation)
    {
        // Up to the last era that is gone as a whole; of the one after, which was not full, nothing has been made.
        var (firstEra, lastEra) = (Era.Of(EventPlace.Of(chainId, 0)), Era.Of(EventPlace.Of(chainId, numbers.Last + 1)) - 1);
        foreach (var data in eraData)
        {
            while (await database.ReadAsync(session => data.FindAsync(session, firstEra, lastEra), cancellation) is { } era)
            {
                while (await RemoveSliceAsync(transaction => data.RemoveAsync(transaction, era, SliceSize), cancellation) > 0)
                {
                    // One transaction each.
                }
            }
        }

        // Slices are counted in numbers: to look for the next rows would lead PostgreSQL again and again through the entries of those that are gone.
        var count = 0L;
        for (var number = numbers.First; number <= numbers.Last; number += SliceSize)
        {
            var (from, to) = (EventPlace.Of(chainId, number), EventPlace.Of(chainId, Math.Min(numbers.Last, number + SliceSize - 1)));
            count += await RemoveSliceAsync(transaction => transaction.ExecuteAsync($"DELETE FROM trail_events WHERE sequence BETWEEN {from} AND {to}"), cancellation);
        }

        for (var segment = segments.First; segment <= segments.Last; segment += SliceSize)
        {
            var (from, to) = (segment, Math.Min(segments.Last, segment + SliceSize - 1));
            await RemoveSliceAsync(
                transaction => transaction.ExecuteAsync($"DELETE FROM trail_segments WHERE chain_id = {chainId} AND number BETWEEN {from} AND {to}"), cancellation);
        }

        return count;
    }

    private async ValueTask<int> RemoveSliceAsync(Func<ITransaction, ValueTask<int>> work, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var rows = await database.WriteAsync(work, cancellation);

        // As long again belongs to everybody else. In real time, whatever clock events are stamped with.
        var pause = TimeProvider.System.GetElapsedTime(begun);
        await Task.Delay(pause < LongestPause ? pause : LongestPause, TimeProvider.System, cancellation);
        return rows;
    }

    [LoggerMessage(442, LogLevel.Error,
        "Old events of chain {ChainId} of the trail are not removed: its segment {Segment} (0: its head) is not as this server has written it. Verify the trail.")]
    private partial void LogDamaged(long chainId, long segment);
}

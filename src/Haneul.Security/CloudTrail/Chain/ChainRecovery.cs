using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>
/// Seals what a process left unsealed that ended without warning. Of the numbers between the events that are there nobody can tell any more: their transactions
/// were not kept, or somebody removed the events before a segment held them. They are sealed as unknown, and every verification counts them. A row whose code is not
/// genuine is not sealed as an event: it stays where it is, and verifications find it.
/// </summary>
internal sealed class ChainRecovery(ISystemKeys keys, TimeProvider time)
{
    private const int MostOfSegment = 4096;

    // Above the numbers that are seen, the process may have given away more; one that was cut off from the database may even come back with them.
    private const int NumbersToPass = 4096;

    /// <summary>The head behind the segments of everything that is there, stored in the transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="head">The head as it was read in the same transaction.</param>
    /// <param name="passes">Whether numbers are passed over that the lost process may have given away: when it might be alive after all.</param>
    public async ValueTask<ChainHead> RunAsync(ITransaction transaction, ChainHead head, bool passes)
    {
        while (await FindNextAsync(transaction, head) is { } cut)
        {
            head = await SealAsync(transaction, head, cut);
        }

        for (var left = passes ? NumbersToPass : 0; left > 0;)
        {
            var first = head.SealedThrough + 1;
            var count = (int)Math.Min(left, Era.LastNumberOf(first) - first + 1);
            head = await SealAsync(transaction, head, SegmentCut.Of(first, [.. Enumerable.Repeat(Unknown, count)]));
            left -= count;
        }

        return head;
    }

    /// <summary>Whether the head is as a server stored it, with nothing behind its newest segment: what somebody changed must not be built upon, which would hide it.</summary>
    public async ValueTask<bool> IsSoundAsync(IDatabaseSession session, ChainHead head) =>
        head.IsGenuine(keys) && !await session.QueryFirstOrDefaultAsync($"SELECT 1 FROM trail_segments WHERE chain_id = {head.Id} AND number > {head.Segment} LIMIT 1", static _ => true);

    private static ChainLedger.Entry Unknown => new(NumberState.Unknown, 0, null);

    private async ValueTask<SegmentCut?> FindNextAsync(ITransaction transaction, ChainHead head)
    {
        var first = head.SealedThrough + 1;
        var last = Era.LastNumberOf(first);
        var (from, to) = (EventPlace.Of(head.Id, first), EventPlace.Of(head.Id, EventPlace.MostNumber));
        var rows = await transaction.QueryAsync(
            $"SELECT sequence, event_time, code FROM trail_events WHERE sequence BETWEEN {from} AND {to} ORDER BY sequence LIMIT {MostOfSegment}",
            static row => (Number: EventPlace.NumberOf(row.GetInt64(0)), Time: row.GetInt64(1), Code: row.GetFieldValue<byte[]>(2)));
        var genuine = (await transaction.QueryAsync(
                $"SELECT {StoredEvent.Columns()} FROM {StoredEvent.Tables()} WHERE e.sequence BETWEEN {from} AND {to} ORDER BY e.sequence LIMIT {MostOfSegment}", StoredEvent.Read))
            .Where(row => row.Event.ComputeCode(keys).AsSpan().SequenceEqual(row.Code)).Select(static row => EventPlace.NumberOf(row.Event.Sequence)).ToHashSet();

        var entries = new List<ChainLedger.Entry>();
        var end = first - 1;
        foreach (var (number, eventTime, code) in rows)
        {
            // A foreign row far off must not make the chain run through all the numbers up to it.
            if (!genuine.Contains(number) && number - end > NumbersToPass)
            {
                continue;
            }

            // Never beyond the era; what is above comes in the next segment.
            end = Math.Min(last, number);
            if (number > last)
            {
                break;
            }

            entries.AddRange(Enumerable.Repeat(Unknown, (int)(number - first) - entries.Count));
            entries.Add(genuine.Contains(number) ? new ChainLedger.Entry(NumberState.Kept, eventTime, code) : Unknown);
        }

        entries.AddRange(Enumerable.Repeat(Unknown, (int)(end - first) + 1 - entries.Count));
        return entries.Count == 0 ? null : SegmentCut.Of(first, entries);
    }

    private async ValueTask<ChainHead> SealAsync(ITransaction transaction, ChainHead head, SegmentCut cut)
    {
        var segment = Segment.Seal(keys, head.Id, head.Segment + 1, head.SegmentCode, cut, UnixTime.ToMicroseconds(time.GetUtcNow()));
        var next = head.After(keys, segment);
        await transaction.ExecuteAsync(segment.Insert());
        await transaction.ExecuteAsync(next.Replace(head));
        return next;
    }
}

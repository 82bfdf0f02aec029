using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>
/// Seals what a process left unsealed that ended without warning. Of the numbers between the events that are there nobody can tell any more: their transactions
/// were not kept, or somebody removed the events before a segment held them. They are sealed as unknown, and every verification counts them.
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
        while (true)
        {
            var first = head.SealedThrough + 1;
            var last = Era.LastNumberOf(first);
            var events = await transaction.QueryAsync(
                $"""
                SELECT sequence, event_time, code FROM trail_events WHERE sequence BETWEEN {EventPlace.Of(head.Id, first)} AND {EventPlace.Of(head.Id, EventPlace.MostNumber)}
                ORDER BY sequence LIMIT {MostOfSegment}
                """,
                static row => (Number: EventPlace.NumberOf(row.GetInt64(0)), Time: row.GetInt64(1), Code: row.GetFieldValue<byte[]>(2)));
            if (events.Count == 0)
            {
                return passes ? await SealAsync(transaction, head, Unknown(first, Math.Min(first + NumbersToPass - 1, last))) : head;
            }

            // Never beyond the era; what is above comes in the next round.
            var end = Math.Min(last, events[^1].Number);
            var entries = new List<ChainLedger.Entry>();
            foreach (var (number, eventTime, code) in events)
            {
                if (number > end)
                {
                    break;
                }

                entries.AddRange(Enumerable.Repeat(new ChainLedger.Entry(NumberState.Unknown, 0, null), (int)(number - first) - entries.Count));
                entries.Add(new ChainLedger.Entry(NumberState.Kept, eventTime, code));
            }

            entries.AddRange(Enumerable.Repeat(new ChainLedger.Entry(NumberState.Unknown, 0, null), (int)(end - first) + 1 - entries.Count));
            head = await SealAsync(transaction, head, SegmentCut.Of(first, entries));
        }
    }

    private static SegmentCut Unknown(long first, long last) =>
        SegmentCut.Of(first, [.. Enumerable.Repeat(new ChainLedger.Entry(NumberState.Unknown, 0, null), (int)(last - first) + 1)]);

    private async ValueTask<ChainHead> SealAsync(ITransaction transaction, ChainHead head, SegmentCut cut)
    {
        var segment = Segment.Seal(keys, head.Id, head.Segment + 1, head.SegmentCode, cut, UnixTime.ToMicroseconds(time.GetUtcNow()));
        var next = head.After(keys, segment);
        await transaction.ExecuteAsync(segment.Insert());
        await transaction.ExecuteAsync(next.Replace(head));
        return next;
    }
}

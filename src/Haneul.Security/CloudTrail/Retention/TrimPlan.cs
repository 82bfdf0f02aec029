using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Retention;

/// <summary>The next stretch of a chain whose time has come.</summary>
/// <param name="Head">The chain as it was when the stretch was chosen.</param>
/// <param name="Last">The last segment of the stretch; null if it is not to be removed because something in it was tampered with.</param>
/// <param name="Damaged">The first segment that is not genuine; null for none. 0 for the head.</param>
internal sealed record TrimPlan(ChainHead Head, Segment? Last, long? Damaged)
{
    private const int PageSize = 1000;

    /// <summary>
    /// The oldest era that is left of a chain, if it is full and all of it is older than the cut-off; of an era that is not full, the segments that are. Null if there is
    /// nothing to remove, or a consumer has not had all of it.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="keys">The keys of the codes.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="cutOff">Events before it go, unix microseconds.</param>
    /// <param name="consumers">Those that must have had the events.</param>
    public static async ValueTask<TrimPlan?> FindAsync(IDatabaseSession session, ISystemKeys keys, long chainId, long cutOff, IEnumerable<ITrailConsumer> consumers)
    {
        if (await ChainHead.FindAsync(session, chainId) is not { } head || head.TrimmedThrough == head.SealedThrough)
        {
            return null;
        }

        // A full era goes as a whole, since what was made of it does. One that is not full has had nothing made of it yet.
        var eraEnd = Era.LastNumberOf(head.TrimmedThrough + 1);
        var isFull = eraEnd <= head.SealedThrough;
        var end = Math.Min(eraEnd, await ConsumedThroughAsync(session, chainId, consumers));
        if (isFull && (end < eraEnd || !await IsOldAsync(session, head, eraEnd, cutOff)))
        {
            return null;
        }

        return await WalkAsync(session, keys, head, end, cutOff);
    }

    private static async ValueTask<long> ConsumedThroughAsync(IDatabaseSession session, long chainId, IEnumerable<ITrailConsumer> consumers)
    {
        var through = long.MaxValue;
        foreach (var consumer in consumers)
        {
            through = Math.Min(through, await consumer.ExportedThroughAsync(session, chainId) ?? long.MaxValue);
        }

        return through;
    }

    // The times of a segment are those of the events that it knows of. Numbers of which nobody could tell may have events all the same, from just before it was sealed.
    private static bool IsOld(Segment segment, long cutOff) =>
        segment.Cut.LastTime < cutOff && (segment.Cut.Unknown.Length == 0 || segment.SealedAt < cutOff);

    // No segment crosses an era and each has a number at least, which bounds what is looked at.
    private static async ValueTask<bool> IsOldAsync(IDatabaseSession session, ChainHead head, long eraEnd, long cutOff) =>
        await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT 1 FROM trail_segments
            WHERE chain_id = {head.Id} AND number BETWEEN {head.TrimmedSegment + 1} AND {head.TrimmedSegment + Era.Size} AND last <= {eraEnd}
                AND (last_time >= {cutOff} OR (unknown <> '' AND sealed_at >= {cutOff})) LIMIT 1
            """,
            static row => row.GetInt64(0)) == 0;

    /// <summary>
    /// Goes from segment to segment and checks each: the new mark is authenticated by this server, which must not vouch for what somebody else has put there.
    /// </summary>
    private static async ValueTask<TrimPlan?> WalkAsync(IDatabaseSession session, ISystemKeys keys, ChainHead head, long end, long cutOff)
    {
        if (!head.IsGenuine(keys))
        {
            return new TrimPlan(head, null, 0);
        }

        Segment? last = null;
        var (number, code, through) = (head.TrimmedSegment, head.TrimmedCode, head.TrimmedThrough);
        while (through < end && number < head.Segment)
        {
            var page = await session.QueryAsync(
                $"SELECT {Segment.Columns()} FROM trail_segments WHERE chain_id = {head.Id} AND number > {number} ORDER BY number LIMIT {PageSize}", Segment.Read);
            foreach (var segment in page)
            {
                if (segment.Number != number + 1 || segment.Cut.First != through + 1 || !segment.IsGenuine(keys, code))
                {
                    return new TrimPlan(head, null, number + 1);
                }

                if (segment.Cut.Last > end || !IsOld(segment, cutOff))
                {
                    return last is null ? null : new TrimPlan(head, last, null);
                }

                last = segment;
                (number, code, through) = (segment.Number, segment.Code, segment.Cut.Last);
            }

            if (page.Count == 0)
            {
                return new TrimPlan(head, null, number + 1);
            }
        }

        return last is null ? null : new TrimPlan(head, last, null);
    }
}

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>A stretch of the trail that a search looks through as one: an era of the index, or a block of what is not indexed yet.</summary>
/// <param name="First">Its first place.</param>
/// <param name="Last">Its last place.</param>
/// <param name="FirstTime">No event of it is earlier.</param>
/// <param name="LastTime">No event of it is later.</param>
/// <param name="IsIndexed">Whether it is an era of the index.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventSource(long First, long Last, long FirstTime, long LastTime, bool IsIndexed);

/// <summary>
/// Says where the events of a walk can be. Blocks that are sealed do not change any more, so their times are looked up once; of the newest block of a chain nothing is known,
/// and of one with numbers of which nobody can tell neither.
/// </summary>
internal sealed class EventSources
{
    private const int BlockBits = 11;
    private const int MostKnown = 65_536;

    private readonly ConcurrentDictionary<long, (long First, long Last)> _times = new();

    /// <summary>The sources that may hold events of the walk, in the order in which it needs them.</summary>
    public async ValueTask<List<EventSource>> ListAsync(IDatabaseSession session, IReadOnlyList<IndexedChain> chains, WalkRange range)
    {
        var next = chains.ToDictionary(static chain => chain.Id, static chain => chain.NextEra);
        var sources = await session.QueryAsync(
            $"SELECT era, first_time, last_time FROM trail_eras WHERE events > 0 AND last_time >= {range.From} AND first_time < {range.To}",
            static row => new EventSource(
                Era.FirstSequenceOf(row.GetInt64(0)), Era.LastSequenceOf(row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2), IsIndexed: true));

        // An era that was completed since the chains were read is read as unindexed; else its events would be found twice.
        sources.RemoveAll(source => !IsPart(source, range) || !next.TryGetValue(EventPlace.ChainOf(source.First), out var era) || Era.Of(source.First) >= era);
        foreach (var chain in chains)
        {
            await AddBlocksAsync(session, chain, range, sources);
        }

        sources.Sort((x, y) => range.IsAscending ? x.FirstTime.CompareTo(y.FirstTime) : y.LastTime.CompareTo(x.LastTime));
        return sources;
    }

    private async ValueTask AddBlocksAsync(IDatabaseSession session, IndexedChain chain, WalkRange range, List<EventSource> sources)
    {
        var newest = Math.Min(chain.Newest, range.Ends.LastOf(chain.Id));
        var first = Era.FirstSequenceOf(chain.NextEra);
        for (var block = first >> BlockBits; block << BlockBits <= newest; block++)
        {
            var (from, to) = (block << BlockBits, ((block + 1) << BlockBits) - 1);
            var (firstTime, lastTime) = to <= chain.SealedThrough ? await TimesOfAsync(session, chain, block) : (long.MinValue, long.MaxValue);
            var source = new EventSource(from, to, firstTime, lastTime, IsIndexed: false);
            if (IsPart(source, range))
            {
                sources.Add(source);
            }
        }
    }

    private async ValueTask<(long First, long Last)> TimesOfAsync(IDatabaseSession session, IndexedChain chain, long block)
    {
        if (_times.TryGetValue(block, out var known))
        {
            return known;
        }

        // A block without events is never part of anything. One with numbers of which nobody can tell always may be: an event may still come there. Each segment has a number
        // at least, which bounds how many are looked at.
        var (first, last) = (block << BlockBits, ((block + 1) << BlockBits) - 1);
        var isUndecided = await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT 1 FROM trail_segments WHERE chain_id = {chain.Id} AND number >= {chain.Segment - (chain.SealedThrough - first)}
                AND first <= {EventPlace.NumberOf(last)} AND last >= {EventPlace.NumberOf(first)} AND unknown <> '' LIMIT 1
            """,
            static row => row.GetInt64(0)) != 0;
        var times = isUndecided
            ? (long.MinValue, long.MaxValue)
            : await session.QueryFirstOrDefaultAsync(
                $"SELECT MIN(event_time), MAX(event_time) FROM trail_events WHERE sequence BETWEEN {first} AND {last}",
                static row => row.IsDBNull(0) ? (long.MaxValue, long.MinValue) : (row.GetInt64(0), row.GetInt64(1)));
        if (_times.Count >= MostKnown)
        {
            _times.Clear();
        }

        return _times[block] = times;
    }

    private static bool IsPart(EventSource source, WalkRange range) =>
        source.First <= range.Ends.LastOf(EventPlace.ChainOf(source.First)) && range.Admits(source.FirstTime, source.LastTime);
}

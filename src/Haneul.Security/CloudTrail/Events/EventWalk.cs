using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>
/// Gives the places of likely matches in the order of the walk. It looks through the sources in the order of their times, few at first and more when little is found, and gives a place as soon
/// as no source that is left can hold an earlier one.
/// </summary>
internal sealed class EventWalk(IDatabaseSession session, EventPlan plan, WalkRange range, IReadOnlyList<EventSource> sources)
{
    // Sources of one round at most, and lists of the index: what a round holds in memory.
    private const int MostSources = 64;
    private const int MostLists = 256;
    private const int Growth = 4;

    private readonly List<Posting> _found = [];
    private int _given;
    private int _visited;
    private int _round = 1;

    /// <summary>The next places, at most so many; none at the end.</summary>
    public async ValueTask<IReadOnlyList<Posting>> NextAsync(int most)
    {
        while (true)
        {
            var count = 0;
            while (count < most && _given + count < _found.Count && IsNext(_found[_given + count]))
            {
                count++;
            }

            if (count > 0)
            {
                _given += count;
                return _found.GetRange(_given - count, count);
            }

            if (_visited == sources.Count)
            {
                return [];
            }

            await VisitAsync();
        }
    }

    /// <summary>Whether no source that is left can hold an event before this one.</summary>
    private bool IsNext(Posting posting) =>
        _visited == sources.Count || (range.IsAscending ? posting.Time < sources[_visited].FirstTime : posting.Time > sources[_visited].LastTime);

    private async ValueTask VisitAsync()
    {
        _found.RemoveRange(0, _given);
        _given = 0;
        var visited = sources.Skip(_visited).Take(Math.Max(1, Math.Min(_round, MostLists / plan.Slots.Count))).ToList();
        _visited += visited.Count;
        _round = Math.Min(_round * Growth, MostSources);
        foreach (var (first, last) in Stretches(visited.Where(static source => !source.IsIndexed)))
        {
            var postings = await session.QueryAsync(plan.SelectUnindexed(first, last), static row => new Posting(row.GetInt64(0), row.GetInt64(1)));
            _found.AddRange(postings.Where(range.Admits));
        }

        var eras = visited.Where(static source => source.IsIndexed).Select(static source => Era.Of(source.First)).ToList();
        if (eras.Count > 0)
        {
            var lists = await EraLists.ReadAsync(session, eras, plan.Slots);
            foreach (var era in eras)
            {
                _found.AddRange(lists.Find(era, plan).Where(range.Admits));
            }
        }

        Sort();
    }

    /// <summary>The events of a chain are nearly in the order of their times, so most of the time there is nothing to sort.</summary>
    private void Sort()
    {
        if (_found.Count > 1 && range.Compare(_found[0], _found[^1]) > 0)
        {
            _found.Reverse();
        }

        for (var index = 1; index < _found.Count; index++)
        {
            if (range.Compare(_found[index - 1], _found[index]) > 0)
            {
                _found.Sort(range);
                return;
            }
        }
    }

    /// <summary>Blocks that follow each other are read as one.</summary>
    private static IEnumerable<(long First, long Last)> Stretches(IEnumerable<EventSource> blocks)
    {
        (long First, long Last)? stretch = null;
        foreach (var block in blocks.OrderBy(static block => block.First))
        {
            if (stretch is { } open && open.Last + 1 == block.First)
            {
                stretch = (open.First, block.Last);
                continue;
            }

            if (stretch is { } closed)
            {
                yield return closed;
            }

            stretch = (block.First, block.Last);
        }

        if (stretch is { } rest)
        {
            yield return rest;
        }
    }
}

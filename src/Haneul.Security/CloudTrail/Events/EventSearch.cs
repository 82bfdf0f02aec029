using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>A page of a walk.</summary>
/// <param name="Rows">Its events, in order.</param>
/// <param name="Next">Where the next page begins; null on the last. With free text a page may end before it is full.</param>
internal sealed record EventPage(IReadOnlyList<EventRow> Rows, EventPosition? Next);

/// <summary>
/// Finds events: by the lists of the index where there is one, by reading the table behind it, and each event that is likely to match once more by itself before it is shown
/// (docs/adr/0023-trail-index.md).
/// </summary>
internal sealed class EventSearch(IDatabase database, SearchWindow window)
{
    private const int FewestOfRead = 16;
    private const int MostOfRead = 256;

    // Free text stands in no index. A page reads so much of what the other filters leave, and says where the next one goes on.
    private const int MostReadForText = 20_000;
    private static readonly TimeSpan LongestForText = TimeSpan.FromMilliseconds(30);

    private readonly EventSources _sources = new();

    /// <summary>The page after a position, or the first.</summary>
    public ValueTask<EventPage> FindAsync(EventQuery query, EventView view, EventPosition? after, CancellationToken cancellation) =>
        database.ReadAsync(session => FindAsync(session, query, view, after, cancellation), cancellation);

    private async ValueTask<EventPage> FindAsync(
        IDatabaseSession session, EventQuery query, EventView view, EventPosition? after, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var plan = await EventPlan.MakeAsync(session, query, view);
        if (plan.Scopes.Count == 0)
        {
            return new EventPage([], null);
        }

        var chains = await IndexedChain.ListAsync(session);
        var ends = after?.Ends ?? WalkEnds.Of(chains);
        var range = new WalkRange(Math.Max(query.From ?? long.MinValue, window.Earliest), query.To ?? long.MaxValue, query.IsAscending, after, ends);
        var walk = new EventWalk(session, plan, range, await _sources.ListAsync(session, chains, range));

        var page = new List<EventRow>();
        var read = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();

            // One more than the page holds tells whether there is another page.
            var likely = await walk.NextAsync(query.FreeText is null ? Math.Clamp(query.Limit + 1 - page.Count, FewestOfRead, MostOfRead) : MostOfRead);
            if (likely.Count == 0)
            {
                return new EventPage(page, null);
            }

            var rows = await ReadAsync(session, plan, likely);
            foreach (var posting in likely)
            {
                if (!rows.TryGetValue(posting.Sequence, out var row) || !EventFilter.Matches(query, row.Event))
                {
                    continue;
                }

                if (page.Count == query.Limit)
                {
                    return new EventPage(page, new EventPosition(page[^1].Time, page[^1].Sequence, ends));
                }

                page.Add(row);
            }

            read += likely.Count;
            if (query.FreeText is not null && (read >= MostReadForText || TimeProvider.System.GetElapsedTime(begun) >= LongestForText))
            {
                return new EventPage(page, new EventPosition(likely[^1].Time, likely[^1].Sequence, ends));
            }
        }
    }

    private static async ValueTask<Dictionary<long, EventRow>> ReadAsync(IDatabaseSession session, EventPlan plan, IReadOnlyList<Index.Posting> likely)
    {
        // Few sizes, so that the statements stay prepared.
        var size = FewestOfRead;
        while (size < likely.Count)
        {
            size *= 2;
        }

        Sql places = $"{likely[0].Sequence}";
        for (var index = 1; index < size; index++)
        {
            places.AppendLiteral(", ");
            places.AppendFormatted(likely[Math.Min(index, likely.Count - 1)].Sequence);
        }

        var rows = await session.QueryAsync(
            $"SELECT {StoredEvent.Columns()} FROM {StoredEvent.Tables()} WHERE e.sequence IN ({places}) AND {plan.IsVisible()}", EventRow.Read);
        return rows.ToDictionary(static row => row.Sequence);
    }
}

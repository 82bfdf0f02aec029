using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>How many events a service has in an hour.</summary>
internal readonly record struct EventCount(long Hour, string SourceService, long Events, long Refused, long Failed);

/// <summary>Counts events: by the counters of the index, and by counting what is behind it.</summary>
internal sealed class EventCounting(IDatabase database)
{
    /// <summary>The counts of the hours from one to before another, in no order; those of an hour and service may come in parts.</summary>
    public ValueTask<List<EventCount>> CountAsync(long fromHour, long toHour, TrailCategory? category, EventView view, CancellationToken cancellation) =>
        database.ReadAsync(session => CountAsync(session, fromHour, toHour, category, view), cancellation);

    private static async ValueTask<List<EventCount>> CountAsync(IDatabaseSession session, long fromHour, long toHour, TrailCategory? category, EventView view)
    {
        var (from, to) = (fromHour * EventHour.Length, toHour * EventHour.Length);
        var counts = new List<EventCount>();
        foreach (var chain in await IndexedChain.ListAsync(session))
        {
            // Only the eras that touch the hours are looked at. CROSS JOIN: they first, and their counts by the key.
            counts.AddRange(await session.QueryAsync(
                $"""
                SELECT c.hour, c.source_service, CAST(SUM(c.events) AS BIGINT), CAST(SUM(c.refused) AS BIGINT), CAST(SUM(c.failed) AS BIGINT)
                FROM trail_eras e CROSS JOIN trail_scopes s CROSS JOIN trail_counts c
                WHERE e.era BETWEEN {Era.Of(EventPlace.Of(chain.Id, 0))} AND {chain.NextEra - 1} AND e.last_time >= {from} AND e.first_time < {to} AND {view.Visible(category)}
                    AND c.era = e.era AND c.scope_id = s.id AND c.hour >= {fromHour} AND c.hour < {toHour}
                GROUP BY c.hour, c.source_service
                """,
                static row => new EventCount(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))));
            counts.AddRange(await session.QueryAsync(
                $"""
                SELECT e.event_time / {EventHour.Length}, k.source_service, COUNT(*), SUM(CASE WHEN e.result = 1 THEN 1 ELSE 0 END), SUM(CASE WHEN e.result = 2 THEN 1 ELSE 0 END)
                FROM trail_events e JOIN trail_kinds k ON k.id = e.kind_id
                WHERE e.sequence BETWEEN {Era.FirstSequenceOf(chain.NextEra)} AND {chain.Newest} AND e.event_time >= {from} AND e.event_time < {to}
                    AND e.scope_id IN (SELECT id FROM trail_scopes WHERE {view.Visible(category)})
                GROUP BY 1, 2
                """,
                static row => new EventCount(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))));
        }

        return counts;
    }
}

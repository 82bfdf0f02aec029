using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>A page of a walk.</summary>
/// <param name="Rows">Its events, in order.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
internal sealed record EventPage(IReadOnlyList<EventRow> Rows, EventPosition? Next);

/// <summary>
/// Finds events. Every filter becomes equalities on one of the table's indexes, each of which ends in the time: the branches of a page are index
/// ranges that are read in order and stop when the page is full, whatever the size of the trail (docs/adr/0005-trail-table.md).
/// </summary>
internal sealed class EventSearch(IDatabase database)
{
    // Beyond it, so many operations match that the events of the scope are read in order of time instead.
    private const int MostBranches = 96;

    /// <summary>The page after a position, or the first.</summary>
    public ValueTask<EventPage> FindAsync(EventQuery query, EventView view, EventPosition? after, CancellationToken cancellation) =>
        database.ReadAsync(session => FindAsync(session, query, view, after), cancellation);

    private static async ValueTask<EventPage> FindAsync(IDatabaseSession session, EventQuery query, EventView view, EventPosition? after)
    {
        var newest = after?.Newest ?? await session.QueryFirstOrDefaultAsync($"SELECT COALESCE(MAX(sequence), 0) FROM trail_events", static row => row.GetInt64(0));
        var branches = await BranchesAsync(session, query, view);
        if (branches.Count == 0)
        {
            return new EventPage([], null);
        }

        var rows = await session.QueryAsync(Select(branches, query, after, newest), EventRow.Read);
        if (rows.Count <= query.Limit)
        {
            return new EventPage(rows, null);
        }

        rows.RemoveAt(query.Limit);
        return new EventPage(rows, new EventPosition(rows[^1].Time, rows[^1].Sequence, newest));
    }

    /// <summary>The conditions under which an event matches: any of them is enough, and none overlap.</summary>
    private static async ValueTask<List<Sql>> BranchesAsync(IDatabaseSession session, EventQuery query, EventView view)
    {
        var scopes = await session.QueryAsync($"SELECT id FROM trail_scopes WHERE {Visible(query, view)}", static row => row.GetInt64(0));
        var kindFilter = KindFilter(query);
        var kinds = kindFilter is { } kindCondition
            ? await session.QueryAsync($"SELECT id FROM trail_kinds WHERE {kindCondition} ORDER BY id", static row => row.GetInt64(0))
            : null;
        var actors = query.UserId is { } user
            ? await session.QueryAsync($"SELECT id FROM trail_actors WHERE user_id = {user} OR user_name = {user} ORDER BY id", static row => row.GetInt64(0))
            : null;

        var index = query switch
        {
            { ResourceId: not null } => BranchIndex.Resource,
            _ when kinds is { Count: <= MostBranches } => BranchIndex.Kind,
            _ when actors is { Count: <= MostBranches } => BranchIndex.Actor,
            { Result: TrailResult.Refused or TrailResult.Failed } => BranchIndex.Result,
            _ => BranchIndex.Time,
        };
        var rest = Rest(query, kindFilter, index);
        var branches = new List<Sql>();
        foreach (var scope in scopes)
        {
            switch (index)
            {
                case BranchIndex.Resource:
                    branches.Add($"scope_id = {scope} AND resource_id = {PackedId.Pack(query.ResourceId!)}{rest}");
                    break;
                case BranchIndex.Kind:
                    branches.AddRange(kinds!.Select(kind => (Sql)$"scope_id = {scope} AND kind_id = {kind}{rest}"));
                    break;
                case BranchIndex.Actor:
                    branches.AddRange(actors!.Select(actor => (Sql)$"scope_id = {scope} AND actor_id = {actor}{rest}"));
                    break;
                case BranchIndex.Result:
                    // 'result <> 0' is what the partial index asks for.
                    branches.Add($"scope_id = {scope} AND result = {(int)query.Result!} AND result <> 0{rest}");
                    break;
                default:
                    branches.Add($"scope_id = {scope}{rest}");
                    break;
            }
        }

        return branches;
    }

    /// <summary>
    /// The filters that the index of a branch does not decide. The unary plus keeps both engines from choosing another index for them; saying again
    /// what the index decides would spoil PostgreSQL's estimates.
    /// </summary>
    private static Sql Rest(EventQuery query, Sql? kindFilter, BranchIndex index)
    {
        Sql rest = $"";
        if (kindFilter is { } kinds && index != BranchIndex.Kind)
        {
            rest = $"{rest} AND +kind_id IN (SELECT id FROM trail_kinds WHERE {kinds})";
        }

        if (query.UserId is { } user && index != BranchIndex.Actor)
        {
            rest = $"{rest} AND +actor_id IN (SELECT id FROM trail_actors WHERE user_id = {user} OR user_name = {user})";
        }

        if (query.Result is { } result && index != BranchIndex.Result)
        {
            rest = $"{rest} AND +result = {(int)result}";
        }

        return rest;
    }

    /// <summary>
    /// The one place that decides who sees what: a project's events in that project, an organisation's with the permission for them. An event of a
    /// project's service that has no project (its token had none) is the organisation's.
    /// </summary>
    private static Sql Visible(EventQuery query, EventView view)
    {
        Sql condition = $"(category = 1 AND project_id = {view.ProjectId})";
        if (view.DomainId is { } domain)
        {
            condition = $"({condition} OR (domain_id = {domain} AND (category = 0 OR project_id = '')))";
        }

        if (query.Category is { } category)
        {
            condition = $"{condition} AND category = {(int)category}";
        }

        return condition;
    }

    private static Sql? KindFilter(EventQuery query)
    {
        Sql? condition = null;
        Add(query.EventName, $"event_name");
        Add(query.ServiceName, $"service_name");
        Add(query.SourceService, $"source_service");
        Add(query.ResourceType, $"resource_type");
        return condition;

        void Add(string? value, Sql column)
        {
            if (value is not null)
            {
                Sql equality = $"{column} = {value}";
                if (condition is { } earlier)
                {
                    equality = $"{earlier} AND {equality}";
                }

                condition = equality;
            }
        }
    }

    private static Sql Select(List<Sql> branches, EventQuery query, EventPosition? after, long newest)
    {
        Sql order = $"event_time DESC, sequence DESC";
        Sql outerOrder = $"e.event_time DESC, e.sequence DESC";
        if (query.IsAscending)
        {
            order = $"event_time, sequence";
            outerOrder = $"e.event_time, e.sequence";
        }

        var range = Range(query, after, newest);
        // One more than the page holds tells whether there is another page.
        var count = query.Limit + 1;
        Sql page = $"";
        for (var index = 0; index < branches.Count; index++)
        {
            if (index > 0)
            {
                page = $"{page} UNION ALL ";
            }

            page = $"{page}SELECT * FROM (SELECT event_time, sequence FROM trail_events WHERE {branches[index]}{range} ORDER BY {order} LIMIT {count}) AS branch";
        }

        return $"""
            SELECT {EventRow.Columns()}
            FROM (SELECT event_time, sequence FROM ({page}) AS branches ORDER BY {order} LIMIT {count}) AS page
            JOIN trail_events e ON e.sequence = page.sequence
            JOIN trail_kinds k ON k.id = e.kind_id JOIN trail_scopes s ON s.id = e.scope_id
            JOIN trail_actors a ON a.id = e.actor_id JOIN trail_origins o ON o.id = e.origin_id
            ORDER BY {outerOrder}
            """;
    }

    private static Sql Range(EventQuery query, EventPosition? after, long newest)
    {
        Sql range = $" AND +sequence <= {newest}";
        if (query.From is { } from)
        {
            range = $"{range} AND event_time >= {from}";
        }

        if (query.To is { } to)
        {
            range = $"{range} AND event_time < {to}";
        }

        // The condition on the time alone says the same less exactly, but is one that every planner turns into the end of an index range.
        if (after is { } position)
        {
            Sql rest = $"event_time <= {position.Time} AND (event_time, sequence) < ({position.Time}, {position.Sequence})";
            if (query.IsAscending)
            {
                rest = $"event_time >= {position.Time} AND (event_time, sequence) > ({position.Time}, {position.Sequence})";
            }

            range = $"{range} AND {rest}";
        }

        return range;
    }

    private enum BranchIndex
    {
        Time,
        Kind,
        Actor,
        Resource,
        Result,
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>A query in the terms of the index, and of the table for what is not indexed yet.</summary>
internal sealed class EventPlan
{
    private EventPlan(EventQuery query, IReadOnlyList<long> scopes)
    {
        Query = query;
        Scopes = scopes;
        Filters = [.. FiltersOf(query).Select(filter => SlotsOf(filter))];
        Excluded = query.Result == TrailResult.Success
            ? [.. scopes.SelectMany(static scope => new[] { IndexedEvent.OfResult(scope, TrailResult.Refused), IndexedEvent.OfResult(scope, TrailResult.Failed) }).Select(static term => term.ToSlot())]
            : [];
        Slots = [.. Filters.SelectMany(static slots => slots).Concat(Excluded).SelectMany(static slot => new[] { slot.Own, slot.Bucket }).Distinct()];
    }

    /// <summary>The query.</summary>
    public EventQuery Query { get; }

    /// <summary>The scopes whose events may be shown; nothing else is ever read.</summary>
    public IReadOnlyList<long> Scopes { get; }

    /// <summary>An event matches if it is in one of the lists of each of these.</summary>
    public IReadOnlyList<IReadOnlyList<PostingSlot>> Filters { get; }

    /// <summary>And in none of these lists. Success has no list of its own: it would be nearly all.</summary>
    public IReadOnlyList<PostingSlot> Excluded { get; }

    /// <summary>The rows of an era that hold all those lists.</summary>
    public IReadOnlyList<long> Slots { get; }

    /// <summary>The plan of a query; without scopes if there is nothing that may be shown.</summary>
    public static async ValueTask<EventPlan> MakeAsync(IDatabaseSession session, EventQuery query, EventView view) =>
        new(query, await session.QueryAsync($"SELECT id FROM trail_scopes WHERE {view.Visible(query.Category)} ORDER BY id", static row => row.GetInt64(0)));

    /// <summary>
    /// The places and times of what matches in a stretch of the table. Everything is tested row by row, events first: CROSS JOIN tells SQLite so, which could otherwise look
    /// through all the origins there are for each of them.
    /// </summary>
    public Sql SelectUnindexed(long first, long last)
    {
        Sql tables = $"trail_events e";
        Sql conditions = $"e.sequence BETWEEN {first} AND {last} AND {IsVisible()}";
        if (Query.Result is { } result)
        {
            conditions = $"{conditions} AND e.result = {(int)result}";
        }

        if (Query.RequestId is { } request)
        {
            conditions = $"{conditions} AND e.request_id = {PackedId.Pack(request)}";
        }

        if (Query.ResourceId is { } resource)
        {
            conditions = $"{conditions} AND e.resource_id = {PackedId.Pack(resource)}";
        }

        if (Query.ResourceName is { } name)
        {
            conditions = $"{conditions} AND e.resource_name = {name}";
        }

        Join($"trail_kinds k", $"k.id = e.kind_id",
            [Equal($"k.event_name", Query.EventName), Equal($"k.service_name", Query.ServiceName), Equal($"k.source_service", Query.SourceService), Equal($"k.resource_type", Query.ResourceType)]);
        // The name is tested more closely when the event is read.
        Join($"trail_actors a", $"a.id = e.actor_id",
            [
                Query.UserId is { } user ? (Sql)$"(a.user_id = {user} OR a.user_name = {user})" : (Sql?)null, Equal($"a.user_name", Query.UserEmail),
                Query.UserName is { } part ? (Sql)$"SUBSTR(a.user_name, 1, LENGTH({part})) = {part}" : (Sql?)null,
            ]);
        Join($"trail_origins o", $"o.id = e.origin_id",
            [Equal($"o.credential_id", Query.CredentialId), Equal($"o.source_address", Query.SourceAddress), Equal($"o.user_agent", Query.UserAgent)]);
        return $"SELECT e.sequence, e.event_time FROM {tables} WHERE {conditions}";

        void Join(Sql table, Sql on, Sql?[] wanted)
        {
            if (!Array.Exists(wanted, static condition => condition is not null))
            {
                return;
            }

            tables = $"{tables} CROSS JOIN {table}";
            conditions = $"{conditions} AND {on}";
            foreach (var condition in wanted)
            {
                if (condition is { } one)
                {
                    conditions = $"{conditions} AND {one}";
                }
            }
        }
    }

    /// <summary>The condition that keeps everything else out, whatever the index says.</summary>
    public Sql IsVisible()
    {
        Sql scopes = $"{Scopes[0]}";
        foreach (var scope in Scopes.Skip(1))
        {
            scopes.AppendLiteral(", ");
            scopes.AppendFormatted(scope);
        }

        return $"e.scope_id IN ({scopes})";
    }

    private static Sql? Equal(Sql column, string? value)
    {
        if (value is null)
        {
            return null;
        }

        return (Sql)$"{column} = {value}";
    }

    private List<PostingSlot> SlotsOf(IReadOnlyList<(IndexField Field, string Value)> values) =>
        [.. from scope in Scopes from value in values select new IndexTerm(scope, value.Field, value.Value).ToSlot()];

    /// <summary>The fields and values of each filter: any of them is enough.</summary>
    private static List<(IndexField Field, string Value)[]> FiltersOf(EventQuery query)
    {
        var filters = new List<(IndexField, string)[]>();
        Add(IndexField.EventName, query.EventName);
        Add(IndexField.ServiceName, query.ServiceName);
        Add(IndexField.SourceService, query.SourceService);
        Add(IndexField.ResourceType, query.ResourceType);
        Add(IndexField.ResourceName, query.ResourceName);
        Add(IndexField.ResourceId, query.ResourceId);
        Add(IndexField.UserEmail, query.UserEmail);
        Add(IndexField.UserName, query.UserName);
        Add(IndexField.CredentialId, query.CredentialId);
        Add(IndexField.SourceAddress, query.SourceAddress);
        Add(IndexField.UserAgent, query.UserAgent);
        Add(IndexField.RequestId, query.RequestId);
        if (query.UserId is { } user)
        {
            filters.Add([(IndexField.UserId, user), (IndexField.UserEmail, user)]);
        }

        if (query.Result is TrailResult.Refused or TrailResult.Failed)
        {
            filters.Add([(IndexField.Result, IndexedEvent.OfResult(0, query.Result.Value).Value)]);
        }

        if (filters.Count == 0)
        {
            filters.Add([(IndexField.Any, "")]);
        }

        return filters;

        void Add(IndexField field, string? value)
        {
            if (value is not null)
            {
                filters.Add([(field, value)]);
            }
        }
    }
}

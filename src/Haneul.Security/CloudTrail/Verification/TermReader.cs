using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>The words of events by the ids of their terms, read once in a verification: joining five tables for each event would take longer than all the rest.</summary>
internal sealed class TermReader(IDatabase database)
{
    // Callers may send another user agent with each call; memory has an end.
    private const int MostKept = 50_000;

    private readonly Dictionary<long, TrailKind?> _kinds = [];
    private readonly Dictionary<long, TrailScope?> _scopes = [];
    private readonly Dictionary<long, TrailActor?> _actors = [];
    private readonly Dictionary<long, TrailOrigin?> _origins = [];

    /// <summary>Reads the terms of a page of rows that are not known yet.</summary>
    public async ValueTask LoadAsync(IReadOnlyList<RawEvent> rows, CancellationToken cancellation)
    {
        await LoadAsync(_kinds, rows.Select(static row => row.Kind), static ids => $"SELECT id, event_name, service_name, source_service, resource_type, method, operation_id FROM trail_kinds WHERE id IN ({ids})",
            static row => new TrailKind(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)), cancellation);
        await LoadAsync(_scopes, rows.Select(static row => row.Scope), static ids => $"SELECT id, category, project_id, domain_id FROM trail_scopes WHERE id IN ({ids})",
            static row => new TrailScope((TrailCategory)StoredEvent.Number(row, 1), row.GetString(2), row.GetString(3)), cancellation);
        await LoadAsync(_actors, rows.Select(static row => row.Actor), static ids => $"SELECT id, user_id, user_name FROM trail_actors WHERE id IN ({ids})",
            static row => new TrailActor(row.GetString(1), row.GetString(2)), cancellation);
        await LoadAsync(_origins, rows.Select(static row => row.Origin), static ids => $"SELECT id, credential_id, source_address, user_agent FROM trail_origins WHERE id IN ({ids})",
            static row => new TrailOrigin(row.GetString(1), row.GetString(2), row.GetString(3)), cancellation);
    }

    /// <summary>The event with its words; null if a term of it is gone. Its page was loaded.</summary>
    public StoredEvent? Complete(RawEvent raw) =>
        _kinds[raw.Kind] is { } kind && _scopes[raw.Scope] is { } scope && _actors[raw.Actor] is { } actor && _origins[raw.Origin] is { } origin
            ? new StoredEvent
            {
                Sequence = raw.Sequence,
                Time = raw.Time,
                Scope = scope,
                Kind = kind,
                Actor = actor,
                Origin = origin,
                Status = raw.Status,
                Result = raw.Result,
                Id = raw.Id,
                RequestId = raw.RequestId,
                ResourceId = raw.ResourceId,
                ResourceName = raw.ResourceName,
                Path = raw.Path,
                AdditionalInfo = raw.AdditionalInfo,
            }
            : null;

    private async ValueTask LoadAsync<TTerm>(
        Dictionary<long, TTerm?> kept, IEnumerable<long> ids, Func<Sql, Sql> select, Func<System.Data.Common.DbDataReader, TTerm> read, CancellationToken cancellation)
        where TTerm : struct
    {
        var wanted = ids.ToHashSet();
        if (kept.Count + wanted.Count > MostKept)
        {
            kept.Clear();
        }

        foreach (var missing in wanted.Where(id => !kept.ContainsKey(id)).Chunk(200))
        {
            var list = new Sql(0, missing.Length);
            foreach (var id in missing)
            {
                list.AppendLiteral(list.Parameters.Count > 0 ? ", " : "");
                list.AppendFormatted(id);
                kept[id] = null;
            }

            foreach (var (id, term) in await database.ReadAsync(session => session.QueryAsync(select(list), row => (row.GetInt64(0), read(row))), cancellation))
            {
                kept[id] = term;
            }
        }
    }
}

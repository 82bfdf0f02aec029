using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail;

/// <summary>
/// Writes events. Nothing is caught that keeps an event from being durable: the exception reaches the pipeline, and the call is not answered
/// (fail closed). What this returns from, a search finds.
/// </summary>
internal sealed class TrailWriter(IDatabase database, TrailDictionary dictionary) : ITrail
{
    // Rows of one statement on PostgreSQL, where each is a way to the server and back. One size only, so that statements stay prepared; what is left of a batch
    // goes row by row. On SQLite all do: a prepared statement of one row costs a third less per event than one of many (docs/performance.md).
    private const int BatchSize = 20;

    /// <inheritdoc />
    public async ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent) =>
        await transaction.ExecuteAsync(Insert(trailEvent, await dictionary.ResolveAsync(transaction, trailEvent)));

    /// <inheritdoc />
    public async ValueTask AppendAsync(TrailEvent trailEvent, CancellationToken cancellation)
    {
        try
        {
            if (trailEvent.IsUnproven)
            {
                // One commit, whatever is new in it: a second one for new terms would take longer, and tell whoever signs in that the user exists.
                await database.WriteAsync(async transaction =>
                {
                    await RecordAsync(transaction, trailEvent);
                    return 0;
                }, cancellation);
                return;
            }

            var statement = Insert(trailEvent, await dictionary.ResolveAsync(trailEvent, cancellation));
            await database.AppendAsync(async transaction => await transaction.ExecuteAsync(statement), cancellation);
        }
        catch (StorageUnavailableException)
        {
            dictionary.Forget();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask RecordAsync(ITransaction transaction, IReadOnlyList<TrailEvent> trailEvents)
    {
        foreach (var batch in trailEvents.Chunk(BatchSize))
        {
            if (batch.Length == BatchSize && database.Engine == DatabaseEngine.Postgres)
            {
                var rows = Values(batch[0], await dictionary.ResolveAsync(transaction, batch[0]));
                foreach (var trailEvent in batch.Skip(1))
                {
                    rows.AppendLiteral(", ");
                    rows.AppendFormatted(Values(trailEvent, await dictionary.ResolveAsync(transaction, trailEvent)));
                }

                await transaction.ExecuteAsync(Insert(rows));
                continue;
            }

            foreach (var trailEvent in batch)
            {
                await RecordAsync(transaction, trailEvent);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask AppendAsync(IReadOnlyList<TrailEvent> trailEvents, CancellationToken cancellation)
    {
        try
        {
            await database.WriteAsync(async transaction =>
            {
                await RecordAsync(transaction, trailEvents);
                return 0;
            }, cancellation);
        }
        catch (StorageUnavailableException)
        {
            dictionary.Forget();
            throw;
        }
    }

    private static Sql Insert(TrailEvent trailEvent, TrailTermIds terms) => Insert(Values(trailEvent, terms));

    private static Sql Insert(Sql rows) =>
        $"""
        INSERT INTO trail_events (event_time, scope_id, kind_id, actor_id, origin_id, status, result, event_id, request_id, resource_id,
            resource_name, path, additional_info)
        VALUES {rows}
        """;

    private static Sql Values(TrailEvent trailEvent, TrailTermIds terms)
    {
        var resourceId = TrailText.CleanOrNull(trailEvent.ResourceId);
        return $"""
            ({trailEvent.Time}, {terms.Scope}, {terms.Kind}, {terms.Actor}, {terms.Origin}, {trailEvent.Status}, {(int)trailEvent.Result},
                {PackedId.Pack(trailEvent.Id)}, {PackedId.Pack(trailEvent.RequestId)}, {(resourceId is null ? null : PackedId.Pack(resourceId))},
                {TrailText.CleanOrNull(trailEvent.ResourceName)}, {TrailText.ShortenPath(TrailText.CleanOrNull(trailEvent.Path), resourceId)},
                {TrailText.CleanOrNull(trailEvent.AdditionalInfo)})
            """;
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail;

/// <summary>
/// Writes events. Nothing is caught that keeps an event from being durable: the exception reaches the pipeline, and the call is not answered
/// (fail closed). What this returns from, a search finds. Each event gets a number of the chain, and a code over all that it says; how its transaction ended
/// the ledger of the chain is told.
/// </summary>
internal sealed class TrailWriter(IDatabase database, TrailDictionary dictionary, TrailChain chain, ISystemKeys keys) : ITrail
{
    // Rows of one statement on PostgreSQL, where each is a way to the server and back. One size only, so that statements stay prepared; what is left of a batch
    // goes row by row. On SQLite all do: a prepared statement of one row costs a third less per event than one of many (docs/performance.md).
    private const int BatchSize = 20;

    /// <inheritdoc />
    public async ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent) =>
        await transaction.ExecuteAsync(Insert(await NumberAsync(transaction, trailEvent)));

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

            await AppendNumberedAsync(trailEvent, await dictionary.ResolveAsync(trailEvent, cancellation), cancellation);
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
                var rows = await NumberAsync(transaction, batch[0]);
                foreach (var trailEvent in batch.Skip(1))
                {
                    rows.AppendLiteral(", ");
                    rows.AppendFormatted(await NumberAsync(transaction, trailEvent));
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

    private async ValueTask AppendNumberedAsync(TrailEvent trailEvent, TrailTermIds terms, CancellationToken cancellation)
    {
        var ledger = chain.Ledger;
        var stored = StoredEvent.Of(trailEvent, ledger.Take());
        var end = TransactionEnd.Unknown;
        byte[] code = [];
        try
        {
            code = stored.ComputeCode(keys);
            var statement = Insert(Values(stored, terms, code));
            await database.AppendAsync(async transaction => await transaction.ExecuteAsync(statement), cancellation);
            end = TransactionEnd.Committed;
        }
        catch (OperationCanceledException)
        {
            // Only what has not begun is cancelled.
            end = TransactionEnd.RolledBack;
            throw;
        }
        finally
        {
            ledger.Settle(stored, code, end);
        }
    }

    private async ValueTask<Sql> NumberAsync(ITransaction transaction, TrailEvent trailEvent)
    {
        var terms = await dictionary.ResolveAsync(transaction, trailEvent);
        var ledger = chain.Ledger;
        var stored = StoredEvent.Of(trailEvent, ledger.Take());
        byte[] code = [];
        transaction.OnEnd(end => ledger.Settle(stored, code, end));
        code = stored.ComputeCode(keys);
        return Values(stored, terms, code);
    }

    private static Sql Insert(Sql rows) =>
        $"""
        INSERT INTO trail_events (sequence, event_time, scope_id, kind_id, actor_id, origin_id, status, result, event_id, request_id, resource_id,
            resource_name, path, additional_info, code)
        VALUES {rows}
        """;

    private static Sql Values(StoredEvent stored, TrailTermIds terms, byte[] code) =>
        $"""
        ({stored.Sequence}, {stored.Time}, {terms.Scope}, {terms.Kind}, {terms.Actor}, {terms.Origin}, {stored.Status}, {stored.Result},
            {stored.Id}, {stored.RequestId}, {stored.ResourceId}, {stored.ResourceName}, {stored.Path}, {stored.AdditionalInfo}, {code})
        """;
}

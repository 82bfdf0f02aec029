using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail;

/// <summary>
/// Writes events. Nothing is caught that keeps an event from being durable: the exception reaches the pipeline, and the call is not answered
/// (fail closed). What this returns from, a search finds.
/// </summary>
internal sealed class TrailWriter(IDatabase database, TrailDictionary dictionary) : ITrail
{
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

    private static Sql Insert(TrailEvent trailEvent, TrailTermIds terms)
    {
        var resourceId = TrailText.CleanOrNull(trailEvent.ResourceId);
        return $"""
            INSERT INTO trail_events (event_time, scope_id, kind_id, actor_id, origin_id, status, result, event_id, request_id, resource_id,
                resource_name, path, additional_info)
            VALUES ({trailEvent.Time}, {terms.Scope}, {terms.Kind}, {terms.Actor}, {terms.Origin}, {trailEvent.Status}, {(int)trailEvent.Result},
                {PackedId.Pack(trailEvent.Id)}, {PackedId.Pack(trailEvent.RequestId)}, {(resourceId is null ? null : PackedId.Pack(resourceId))},
                {TrailText.CleanOrNull(trailEvent.ResourceName)}, {TrailText.ShortenPath(TrailText.CleanOrNull(trailEvent.Path), resourceId)},
                {TrailText.CleanOrNull(trailEvent.AdditionalInfo)})
            """;
    }
}

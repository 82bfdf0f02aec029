using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>A trail with few events in many eras: each event is moved to a place far behind the one before it, as if numbers had been lost between them.</summary>
public abstract class TrailIndexContract(DatabaseEngine engine) : TrailContract(engine)
{
    /// <summary>Numbers from one event to the next: 32 of them make an era. There is room for as many events.</summary>
    protected const int Spread = 1024;

    internal async Task AppendAsync(IEnumerable<TrailEvent> events)
    {
        foreach (var trailEvent in events)
        {
            await Trail.AppendAsync(trailEvent, CancellationToken.None);
        }
    }

    /// <summary>Moves the events that were appended since the last time, in turn to as many chains.</summary>
    internal Task SpreadAsync(int chains) => Database.WriteAsync(async transaction =>
    {
        for (var chain = 2; chain <= chains; chain++)
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO trail_chains (id, holder, seen_at, created_at, segment, sealed_through, segment_code, trimmed_segment, trimmed_through, trimmed_code, head_code)
                SELECT {chain}, 'another', seen_at, created_at, 0, 0, segment_code, 0, 0, trimmed_code, head_code FROM trail_chains WHERE id = 1 ON CONFLICT DO NOTHING
                """);
        }

        var number = EventPlace.Of(1, 0);
        return await transaction.ExecuteAsync($"""
            UPDATE trail_events SET sequence = (1 + (sequence - {number}) % {chains}) * {EventPlace.MostNumber + 1} + (sequence - {number}) * {Spread}
            WHERE sequence > {number} AND sequence < {number + Spread}
            """);
    }).AsTask();

    /// <summary>Says that so many events are sealed, and has their complete eras indexed.</summary>
    internal async Task IndexThroughAsync(int events)
    {
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_chains SET sealed_through = {events * Spread} WHERE sealed_through < {events * Spread}"));
        await Index.RunAsync();
    }

    /// <summary>Events in the order of their places.</summary>
    internal async Task<List<TrailEvent>> InOrderAsync(IEnumerable<TrailEvent> events)
    {
        var places = await Database.ReadAsync(session => session.QueryAsync(
            $"SELECT event_id, sequence FROM trail_events", static row => (Id: PackedId.Unpack(row.GetFieldValue<byte[]>(0)), Sequence: row.GetInt64(1))));
        var placeOf = places.ToDictionary(static place => place.Id, static place => place.Sequence);
        return [.. events.OrderBy(trailEvent => placeOf[trailEvent.Id])];
    }

    internal async Task<long> CountAsync(Sql sql) => await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(sql, static row => row.GetInt64(0)));
}

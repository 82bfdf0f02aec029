using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>Makes a chain that another process has written: many events at once, in segments that are genuine. The events are copies of the last one of the chain before it.</summary>
internal sealed class ChainMaker(IDatabase database, ISystemKeys keys, long chainId)
{
    private ChainHead? _head;

    /// <summary>Adds a segment of so many events of one time; with a time of sealing, of events of which nobody could tell then.</summary>
    public ValueTask<bool> AddAsync(int events, long time, long? unknownWhenSealed = null) => database.WriteAsync(async transaction =>
    {
        _head = await ChainHead.FindAsync(transaction, chainId);
        if (_head is null)
        {
            _head = ChainHead.Begin(keys, chainId, 1);
            await transaction.ExecuteAsync(_head.Insert("another process"));
        }

        var before = EventPlace.Of(chainId, _head.SealedThrough);
        await transaction.ExecuteAsync(
            $"""
            WITH RECURSIVE numbers (number) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT number + 1 FROM numbers WHERE number < {events})
            INSERT INTO trail_events (sequence, event_time, scope_id, kind_id, actor_id, origin_id, status, result, event_id, request_id, resource_id,
                resource_name, path, additional_info, code)
            SELECT {before} + n.number, {time}, scope_id, kind_id, actor_id, origin_id, status, result, event_id, request_id, resource_id,
                resource_name, path, additional_info, code
            FROM trail_events e, numbers n WHERE e.sequence = (SELECT MAX(sequence) FROM trail_events WHERE sequence < {EventPlace.Of(chainId, 0)})
            """);
        var (first, last) = (_head.SealedThrough + 1, _head.SealedThrough + events);
        var cut = unknownWhenSealed is null
            ? new SegmentCut(first, last, events, "", "", time, time, new byte[32])
            : new SegmentCut(first, last, 0, "", $"{first}-{last}", 0, 0, new byte[32]);
        var segment = Segment.Seal(keys, chainId, _head.Segment + 1, _head.SegmentCode, cut, unknownWhenSealed ?? 1);
        await transaction.ExecuteAsync(segment.Insert());
        var next = _head.After(keys, segment);
        var replaced = await transaction.ExecuteAsync(next.Replace(_head));
        _head = next;
        return replaced == 1;
    });

    /// <summary>Adds segments until the era is full.</summary>
    public async Task FillEraAsync(long time)
    {
        do
        {
            var first = (_head?.SealedThrough ?? 0) + 1;
            Assert.True(await AddAsync((int)Math.Min(4096, Era.LastNumberOf(first) - first + 1), time));
        }
        while (Era.LastNumberOf(_head!.SealedThrough) != _head.SealedThrough);
    }

    /// <summary>The head as the database has it.</summary>
    public async Task<ChainHead> HeadAsync() => (await database.ReadAsync(session => ChainHead.FindAsync(session, chainId)))!;
}

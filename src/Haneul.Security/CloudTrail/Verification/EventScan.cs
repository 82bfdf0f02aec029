using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>The events of a chain in the order of their numbers, page by page, each with whether its code is that of what it says.</summary>
internal sealed class EventScan(IDatabase database, ISystemKeys keys, TermReader terms, long chain, long lastSequence)
{
    private const int PageSize = 2000;

    // How far around its place a changed event is looked for among the places where its code would be genuine.
    private const int Neighbourhood = 5000;

    private List<RawEvent> _page = [];
    private int _next;
    private long _after = EventPlace.Of(chain, 0) - 1;

    /// <summary>Takes the next event, if its number is not above.</summary>
    public async ValueTask<ScannedEvent?> NextAsync(long throughNumber, CancellationToken cancellation)
    {
        if (_next == _page.Count && _after < lastSequence)
        {
            _page = await database.ReadAsync(
                session => session.QueryAsync(
                    $"SELECT {RawEvent.Columns()} FROM trail_events WHERE sequence > {_after} AND sequence <= {lastSequence} ORDER BY sequence LIMIT {PageSize}", RawEvent.Read),
                cancellation);
            _next = 0;
            _after = _page.Count < PageSize ? lastSequence : _page[^1].Sequence;
            await terms.LoadAsync(_page, cancellation);
        }

        if (_next == _page.Count || EventPlace.NumberOf(_page[_next].Sequence) > throughNumber)
        {
            return null;
        }

        var raw = _page[_next++];
        var stored = terms.Complete(raw);
        return new ScannedEvent(raw, stored, stored is not null && CryptographicOperations.FixedTimeEquals(raw.Code, stored.ComputeCode(keys)));
    }

    /// <summary>The number that an event was written with, if it is one near the place where it is.</summary>
    public long? FindOrigin(ScannedEvent scanned)
    {
        if (scanned.Stored is { } stored)
        {
            var number = scanned.Number;
            for (var candidate = Math.Max(1, number - Neighbourhood); candidate <= number + Neighbourhood; candidate++)
            {
                if ((stored with { Sequence = EventPlace.Of(chain, candidate) }).ComputeCode(keys).AsSpan().SequenceEqual(scanned.Row.Code))
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}

/// <summary>An event of a scan.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Stored">All that it says; null if words of it are gone.</param>
/// <param name="IsGenuine">Whether its code is that of what it says, and of its place.</param>
internal sealed record ScannedEvent(RawEvent Row, StoredEvent? Stored, bool IsGenuine)
{
    /// <summary>Its number in the chain.</summary>
    public long Number => EventPlace.NumberOf(Row.Sequence);
}

using System.Collections.Concurrent;
using System.Net;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// Counts calls without a valid token per address and minute (decisions.md, events), and tells when an address has had enough for
/// the minute: guessing tokens is slow, and a loop of bad tokens does not starve others.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="limitPerMinute">How many an address may have in a minute before it gets 429.</param>
public sealed class AnonymousFailures(TimeProvider time, int limitPerMinute)
{
    private const int MostAddresses = 10_000;
    private readonly ConcurrentDictionary<IPAddress, int> _counts = new();
    private long _minute;
    private long _total;

    /// <summary>All failures since the start.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Counts one; returns the seconds until the next minute if the address is over its limit, else null.</summary>
    public int? Count(IPAddress? address)
    {
        Interlocked.Increment(ref _total);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref _minute, now / 60) != now / 60)
        {
            _counts.Clear();
        }

        if (address is null || (_counts.Count >= MostAddresses && !_counts.ContainsKey(address)))
        {
            return null;
        }

        var count = _counts.AddOrUpdate(address, 1, static (_, old) => old + 1);
        return count > limitPerMinute ? (int)(60 - (now % 60)) : null;
    }
}

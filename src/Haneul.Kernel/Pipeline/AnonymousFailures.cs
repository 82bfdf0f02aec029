using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// Counts calls without a valid credential per address and minute (decisions.md, events). Asked before a credential is looked at, so that an address
/// that is over its limit learns nothing and costs nothing: not even a right guess is told from a wrong one until the minute is over.
/// Attempts that are under way count, so that many at once are no way round the limit.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="limitPerMinute">How many an address may have in a minute before it gets 429.</param>
public sealed class AnonymousFailures(TimeProvider time, int limitPerMinute)
{
    /// <summary>How many addresses are told apart in a minute. All others share one count: a flood of addresses must not lift the limit, nor fill the memory.</summary>
    public const int MostAddresses = 10_000;

    private Window _window = new(minute: 0);
    private long _total;

    /// <summary>All failures since the start, those that were answered 429 included.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>
    /// Opens an attempt. One that is over the limit has <see cref="AnonymousAttempt.RetryAfterSeconds"/> and must be answered 429; any other must be closed
    /// as passed or failed, and counts as failed until then.
    /// </summary>
    public AnonymousAttempt TryEnter(IPAddress? address)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var counter = WindowOf(now / 60).CounterOf(AddressGroup.Of(address));
        if (counter.Add() <= limitPerMinute)
        {
            return new AnonymousAttempt(this, counter, retryAfterSeconds: null);
        }

        counter.GiveBack();
        CountFailure();
        return new AnonymousAttempt(this, counter: null, (int)(60 - (now % 60)));
    }

    internal void CountFailure() => Interlocked.Increment(ref _total);

    private Window WindowOf(long minute)
    {
        var window = Volatile.Read(ref _window);
        if (window.Minute == minute)
        {
            return window;
        }

        // Who loses takes the winner's: a count is never split. Attempts of the minute before close in their own window, which is forgotten.
        var fresh = new Window(minute);
        var seen = Interlocked.CompareExchange(ref _window, fresh, window);
        return ReferenceEquals(seen, window) ? fresh : seen;
    }

    internal sealed class Counter
    {
        private int _value;

        public int Add() => Interlocked.Increment(ref _value);

        public void GiveBack() => Interlocked.Decrement(ref _value);
    }

    private sealed class Window(long minute)
    {
        private readonly ConcurrentDictionary<AddressGroup, Counter> _counters = new();
        private readonly Counter _others = new();
        private int _count;

        public long Minute => minute;

        public Counter CounterOf(AddressGroup group)
        {
            if (_counters.TryGetValue(group, out var known))
            {
                return known;
            }

            return Interlocked.Increment(ref _count) > MostAddresses ? _others : _counters.GetOrAdd(group, static _ => new Counter());
        }
    }
}

/// <summary>One look at a credential by a caller who is not known yet. The default is an attempt that does not count.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct AnonymousAttempt
{
    private readonly AnonymousFailures? _failures;
    private readonly AnonymousFailures.Counter? _counter;

    internal AnonymousAttempt(AnonymousFailures failures, AnonymousFailures.Counter? counter, int? retryAfterSeconds)
    {
        _failures = failures;
        _counter = counter;
        RetryAfterSeconds = retryAfterSeconds;
    }

    /// <summary>The seconds until the next minute if the address is over its limit; null if the credential may be looked at.</summary>
    public int? RetryAfterSeconds { get; }

    /// <summary>The credential was right: nothing is counted.</summary>
    public void Passed() => _counter?.GiveBack();

    /// <summary>The credential was wrong.</summary>
    public void Failed()
    {
        if (_counter is not null)
        {
            _failures!.CountFailure();
        }
    }
}

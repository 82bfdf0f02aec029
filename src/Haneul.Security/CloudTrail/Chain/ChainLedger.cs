using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>
/// What this process knows of the numbers that it gave away and that no segment holds yet. Transactions end in another order than they took their numbers, and
/// some are rolled back; a segment is cut when the outcome of each of its numbers is known. So every number is accounted for, and an event that somebody removes
/// before its segment is sealed is missed all the same: its code is remembered here. Safe from any thread.
/// </summary>
internal sealed class ChainLedger(long chainId, long sealedThrough)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private long _sealedThrough = sealedThrough;
    private bool _isClosed;

    /// <summary>The chain.</summary>
    public long ChainId => chainId;

    /// <summary>Every number up to this has been decided; nothing will be added below.</summary>
    public long DecidedThrough
    {
        get
        {
            lock (_lock)
            {
                var decided = _entries.FindIndex(static entry => entry.State == NumberState.Open);
                return _sealedThrough + (decided < 0 ? _entries.Count : decided);
            }
        }
    }

    /// <summary>How many numbers no segment holds.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Gives away the next number.</summary>
    /// <exception cref="StorageUnavailableException">The chain was let go.</exception>
    public long Take()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new StorageUnavailableException("The trail is closed: the server is stopping.");
            }

            _entries.Add(default);
            return EventPlace.Of(chainId, _sealedThrough + _entries.Count);
        }
    }

    /// <summary>Notes how the transaction of an event ended.</summary>
    public void Settle(StoredEvent stored, byte[] code, TransactionEnd end)
    {
        lock (_lock)
        {
            var index = (int)(EventPlace.NumberOf(stored.Sequence) - _sealedThrough - 1);
            _entries[index] = end switch
            {
                TransactionEnd.Committed => new Entry(NumberState.Kept, stored.Time, code),
                TransactionEnd.RolledBack => new Entry(NumberState.Absent, 0, null),
                _ => new Entry(NumberState.Unknown, 0, null),
            };
        }
    }

    /// <summary>
    /// The next segment: the oldest numbers whose outcome is known, at most so many and at most up to the end of an era. Null if there are none.
    /// It stays the next until <see cref="Forget"/>.
    /// </summary>
    public SegmentCut? Cut(int most)
    {
        lock (_lock)
        {
            var first = _sealedThrough + 1;
            var count = (int)Math.Min(Math.Min(most, _entries.Count), Era.LastNumberOf(first) - first + 1);
            var decided = _entries.FindIndex(0, count, static entry => entry.State == NumberState.Open);
            count = decided < 0 ? count : decided;
            return count == 0 ? null : SegmentCut.Of(first, _entries.GetRange(0, count));
        }
    }

    /// <summary>Gives away no further number, if each one is sealed; false if not.</summary>
    public bool CloseIfEmpty()
    {
        lock (_lock)
        {
            return _isClosed = _entries.Count == 0;
        }
    }

    /// <summary>Forgets the numbers of a segment that is sealed.</summary>
    public void Forget(SegmentCut cut)
    {
        lock (_lock)
        {
            _entries.RemoveRange(0, (int)(cut.Last - _sealedThrough));
            _sealedThrough = cut.Last;
        }
    }

    /// <summary>What is known of a number.</summary>
    /// <param name="State">Its outcome.</param>
    /// <param name="Time">The time of its event.</param>
    /// <param name="Code">The code of its event; null if there is none.</param>
    internal readonly record struct Entry(NumberState State, long Time, byte[]? Code);
}

/// <summary>What has become of a number.</summary>
internal enum NumberState
{
    /// <summary>Its transaction is under way.</summary>
    Open,

    /// <summary>Its event is in the trail.</summary>
    Kept,

    /// <summary>Its transaction was rolled back: it has no event and never will.</summary>
    Absent,

    /// <summary>Nobody can tell: the storage failed while the commit was under way, or the process ended.</summary>
    Unknown,
}

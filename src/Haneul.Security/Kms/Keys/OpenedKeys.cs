using System.Diagnostics.CodeAnalysis;
using Haneul.Kernel.Crypto;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Which version of which key.</summary>
internal readonly record struct OpenedKeyId(string ProjectId, string KeyId, int Version);

/// <summary>
/// Keys that were opened a moment ago, because opening costs more than using: an RSA pair three times as much as a signature, a symmetric key as much as encrypting 1 KiB
/// (docs/performance.md). They save the opening and nothing else: whoever asks has just read the row, and gets a key only for the bytes from which it was opened and for what
/// it was opened for. So a row that is gone, was wrapped anew or was changed, here or on another node, has no key here. A key leaves memory
/// a minute after it was opened, used or not, and the oldest first when there are too many.
/// </summary>
internal sealed class OpenedKeys : IDisposable
{
    /// <summary>For how long a key stays.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private const int DefaultCapacity = 1_000;

    // More callers than these only means that some pairs live for one call.
    private static readonly int MostIdlePairs = Math.Max(2, Environment.ProcessorCount);

    private readonly Lock _lock = new();
    private readonly Dictionary<OpenedKeyId, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _oldestFirst = [];
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly ITimer _timer;
    private bool _disposed;

    public OpenedKeys(TimeProvider time)
        : this(time, DefaultCapacity)
    {
    }

    public OpenedKeys(TimeProvider time, int capacity)
    {
        _time = time;
        _capacity = capacity;
        // Keys must go when their time has come, not when somebody asks next.
        _timer = time.CreateTimer(static state => ((OpenedKeys)state!).EvictOld(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many versions have keys here.</summary>
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

    /// <summary>The symmetric key that these bytes hold, if it is here. The caller is a holder and releases it.</summary>
    public bool TryHold(OpenedKeyId id, KeySpec spec, ReadOnlySpan<byte> source, [NotNullWhen(true)] out SecretKey? key)
    {
        lock (_lock)
        {
            key = Find(id, spec, source)?.Symmetric;
            return key is not null && key.TryHold();
        }
    }

    /// <summary>Keeps a symmetric key, which the caller holds and goes on holding.</summary>
    public void Keep(OpenedKeyId id, KeySpec spec, byte[] source, SecretKey key)
    {
        lock (_lock)
        {
            if (FindOrAdd(id, spec, source) is { Symmetric: null } entry && key.TryHold())
            {
                entry.Symmetric = key;
            }
        }
    }

    /// <summary>A key pair, or public key, that these bytes hold, if one is here that nobody is using.</summary>
    public bool TryTake(OpenedKeyId id, KeySpec spec, ReadOnlySpan<byte> source, [NotNullWhen(true)] out AsymmetricKeyLease? lease)
    {
        lock (_lock)
        {
            lease = Find(id, spec, source) is { } entry && entry.IdlePairs.TryPop(out var key) ? new AsymmetricKeyLease(this, entry, key) : null;
            return lease is not null;
        }
    }

    /// <summary>Lends a key pair, or public key, that was opened just now, and keeps it afterwards.</summary>
    public AsymmetricKeyLease Lend(OpenedKeyId id, KeySpec spec, byte[] source, AsymmetricKey key)
    {
        lock (_lock)
        {
            return new AsymmetricKeyLease(this, FindOrAdd(id, spec, source), key);
        }
    }

    /// <summary>Takes the key of a version out of memory: at once, or when the call that is using it ends.</summary>
    public void Forget(OpenedKeyId id)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(id, out var node))
            {
                Evict(node);
            }
        }
    }

    /// <summary>Takes all keys out of memory; those in use when they come back.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _disposed = true;
            while (_oldestFirst.First is { } first)
            {
                Evict(first);
            }
        }
    }

    internal void Return(Entry? entry, AsymmetricKey key)
    {
        lock (_lock)
        {
            if (entry is { IsEvicted: false } && entry.IdlePairs.Count < MostIdlePairs)
            {
                entry.IdlePairs.Push(key);
                return;
            }
        }

        key.Dispose();
    }

    private Entry? Find(OpenedKeyId id, KeySpec spec, ReadOnlySpan<byte> source)
    {
        if (!_entries.TryGetValue(id, out var node))
        {
            return null;
        }

        if (node.Value.Spec == spec && node.Value.Source.AsSpan().SequenceEqual(source) && !IsOld(node.Value))
        {
            return node.Value;
        }

        Evict(node);
        return null;
    }

    private Entry? FindOrAdd(OpenedKeyId id, KeySpec spec, byte[] source)
    {
        if (_disposed)
        {
            return null;
        }

        if (Find(id, spec, source) is { } found)
        {
            return found;
        }

        if (_entries.Count >= _capacity)
        {
            Evict(_oldestFirst.First!);
        }

        var entry = new Entry(id, spec, source, _time.GetTimestamp());
        _entries.Add(id, _oldestFirst.AddLast(entry));
        if (_entries.Count == 1)
        {
            _timer.Change(Life, Timeout.InfiniteTimeSpan);
        }

        return entry;
    }

    private void EvictOld()
    {
        lock (_lock)
        {
            while (_oldestFirst.First is { } first && IsOld(first.Value))
            {
                Evict(first);
            }

            if (_oldestFirst.First is { } next && !_disposed)
            {
                // A timer counts whole milliseconds: one more, or it would ring just too early.
                _timer.Change(Life - _time.GetElapsedTime(next.Value.Since) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private bool IsOld(Entry entry) => _time.GetElapsedTime(entry.Since) >= Life;

    private void Evict(LinkedListNode<Entry> node)
    {
        var entry = node.Value;
        _entries.Remove(entry.Id);
        _oldestFirst.Remove(node);
        entry.IsEvicted = true;
        entry.Symmetric?.Release();
        while (entry.IdlePairs.TryPop(out var pair))
        {
            pair.Dispose();
        }
    }

    /// <summary>What is kept of a version. Every access is under the lock of its owner.</summary>
    /// <param name="id">The version.</param>
    /// <param name="spec">What its row said that it is.</param>
    /// <param name="source">The bytes of its row from which it was opened: an envelope, or a public key.</param>
    /// <param name="since">When that was.</param>
    internal sealed class Entry(OpenedKeyId id, KeySpec spec, byte[] source, long since)
    {
        public OpenedKeyId Id { get; } = id;

        public KeySpec Spec { get; } = spec;

        public byte[] Source { get; } = source;

        public long Since { get; } = since;

        public SecretKey? Symmetric { get; set; }

        public Stack<AsymmetricKey> IdlePairs { get; } = new();

        public bool IsEvicted { get; set; }
    }
}

/// <summary>A key pair, or public key, in the hands of one caller until it is disposed. It is wiped then if it may not be kept.</summary>
internal sealed class AsymmetricKeyLease(OpenedKeys owner, OpenedKeys.Entry? entry, AsymmetricKey key) : IDisposable
{
    private AsymmetricKey? _key = key;

    /// <summary>The key.</summary>
    public AsymmetricKey Key => _key ?? throw new ObjectDisposedException(nameof(AsymmetricKeyLease));

    /// <inheritdoc />
    public void Dispose()
    {
        if (_key is { } returned)
        {
            _key = null;
            owner.Return(entry, returned);
        }
    }
}

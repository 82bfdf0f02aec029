using System.Diagnostics.CodeAnalysis;

namespace Haneul.Security.Kms;

/// <summary>
/// The unwrapped service keys in use, at most <paramref name="capacity"/>; the one unused for longest goes first and is wiped as soon
/// as nobody holds it. A lock and a linked list: they cost tens of nanoseconds of the microseconds that an envelope takes.
/// Every entry has an end, because another node may rotate a key: which term is the newest is believed for seconds, and a term that is deleted leaves the memory of
/// every node within the hour.
/// </summary>
internal sealed class WrappingKeyCache(int capacity, TimeProvider time) : IDisposable
{
    /// <summary>Stands for the newest term of a key, whichever that is.</summary>
    public const int NewestTerm = 0;

    /// <summary>For how long a term is taken for the newest without asking again.</summary>
    public static readonly TimeSpan NewestLife = TimeSpan.FromSeconds(5);

    /// <summary>For how long a term is kept without asking whether it is still there.</summary>
    public static readonly TimeSpan TermLife = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string ProjectId, string Service, int Term), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];

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

    /// <summary>Leases a key if it is here.</summary>
    public bool TryLease(string projectId, string service, int term, [NotNullWhen(true)] out WrappingKeyLease? lease)
    {
        lock (_lock)
        {
            lease = null;
            if (!_entries.TryGetValue((projectId, service, term), out var node))
            {
                return false;
            }

            if (time.GetElapsedTime(node.Value.Since) >= (term == NewestTerm ? NewestLife : TermLife))
            {
                Evict(node);
                return false;
            }

            if (!node.Value.Key.Key.TryHold())
            {
                return false;
            }

            if (_byUse.First != node)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }

            lease = new WrappingKeyLease(node.Value.Key);
            return true;
        }
    }

    /// <summary>Keeps a key, which the caller holds and goes on holding; a key that is here already stays.</summary>
    public void Add(string projectId, string service, int term, WrappingKey key)
    {
        lock (_lock)
        {
            if (_entries.ContainsKey((projectId, service, term)) || !key.Key.TryHold())
            {
                return;
            }

            _entries.Add((projectId, service, term), _byUse.AddFirst(new Entry(projectId, service, term, key, time.GetTimestamp())));
            while (_entries.Count > capacity)
            {
                Evict(_byUse.Last!);
            }
        }
    }

    /// <summary>Forgets what is known of a service's key in a project, every term of it.</summary>
    public void Remove(string projectId, string service)
    {
        lock (_lock)
        {
            for (var (node, next) = (_byUse.First, _byUse.First?.Next); node is not null; (node, next) = (next, next?.Next))
            {
                if (string.Equals(node.Value.ProjectId, projectId, StringComparison.Ordinal) && string.Equals(node.Value.Service, service, StringComparison.Ordinal))
                {
                    Evict(node);
                }
            }
        }
    }

    /// <summary>Wipes every key that nobody is using; the rest when their leases end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            while (_byUse.Last is { } last)
            {
                Evict(last);
            }
        }
    }

    private void Evict(LinkedListNode<Entry> node)
    {
        _entries.Remove((node.Value.ProjectId, node.Value.Service, node.Value.Term));
        _byUse.Remove(node);
        node.Value.Key.Key.Release();
    }

    private sealed record Entry(string ProjectId, string Service, int Term, WrappingKey Key, long Since);
}

using System.Collections.Concurrent;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail;

/// <summary>
/// One table of terms with the ids that are known. An id is known only once its row is committed: one that was seen inside a transaction may
/// be rolled back and given to another term.
/// </summary>
internal sealed class TermTable<TTerm>
    where TTerm : struct, ITrailTerm, IEquatable<TTerm>
{
    // A caller may send another user agent with each call; what it costs is a look-up, never memory without bound.
    private const int MostKnown = 16_384;
    private const int MostUnconfirmed = 256;

    private readonly ConcurrentDictionary<TTerm, long> _known = new();
    private readonly ConcurrentQueue<TTerm> _unconfirmed = new();
    private int _count;

    /// <summary>The id of a term, if it is known.</summary>
    public bool TryGet(TTerm term, out long id) => _known.TryGetValue(term, out id);

    /// <summary>
    /// The id of a term as the transaction sees it, added if it is missing. An id that was not known is looked up again when the transaction
    /// is over, and known from then on.
    /// </summary>
    public async ValueTask<long> ResolveAsync(ITransaction transaction, TTerm term)
    {
        if (TryGet(term, out var known))
        {
            return known;
        }

        if (_unconfirmed.Count < MostUnconfirmed)
        {
            _unconfirmed.Enqueue(term);
        }

        var id = await FindAsync(transaction, term);
        if (id is null)
        {
            // Another node may add it at the same moment; then this statement waits for that node and changes nothing.
            await transaction.ExecuteAsync(term.Add());
            id = await FindAsync(transaction, term);
        }

        return id ?? throw new InvalidOperationException("A term of the trail was added and is not there.");
    }

    /// <summary>Keeps a committed id.</summary>
    public void Keep(TTerm term, long id)
    {
        if (Interlocked.Increment(ref _count) > MostKnown)
        {
            Forget();
        }

        _known[term] = id;
    }

    /// <summary>Looks up one noted term in what is committed by now.</summary>
    public async ValueTask ConfirmAsync(IDatabase database, CancellationToken cancellation)
    {
        if (_unconfirmed.TryDequeue(out var term) && !TryGet(term, out _) &&
            await database.ReadAsync(session => FindAsync(session, term), cancellation) is { } id)
        {
            Keep(term, id);
        }
    }

    /// <summary>Whether there is anything to confirm.</summary>
    public bool HasUnconfirmed => !_unconfirmed.IsEmpty;

    /// <summary>Forgets every id.</summary>
    public void Forget()
    {
        _known.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    private static ValueTask<long?> FindAsync(IDatabaseSession session, TTerm term) =>
        session.QueryFirstOrDefaultAsync(term.Find(), static row => (long?)row.GetInt64(0));
}

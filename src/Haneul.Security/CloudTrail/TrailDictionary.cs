using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail;

/// <summary>Turns the words of an event that repeat into the ids of their terms.</summary>
internal sealed class TrailDictionary(IDatabase database) : IDisposable
{
    // One at a time: a burst of calls with a new term must not take every connection of the pool to add the same row.
    private readonly SemaphoreSlim _adding = new(1, 1);
    private readonly TermTable<TrailKind> _kinds = new();
    private readonly TermTable<TrailScope> _scopes = new();
    private readonly TermTable<TrailActor> _actors = new();
    private readonly TermTable<TrailOrigin> _origins = new();
    private int _isConfirming;

    private bool HasUnconfirmed => _kinds.HasUnconfirmed || _scopes.HasUnconfirmed || _actors.HasUnconfirmed || _origins.HasUnconfirmed;

    /// <summary>The ids of an event's terms; terms that are new are durable when this returns.</summary>
    public ValueTask<TrailTermIds> ResolveAsync(TrailEvent trailEvent, CancellationToken cancellation) =>
        !HasUnconfirmed && TryGet(trailEvent, out var ids) ? new(ids) : ResolveSlowlyAsync(trailEvent, cancellation);

    /// <summary>The ids of an event's terms as a transaction sees them; terms that are new are added in it.</summary>
    public async ValueTask<TrailTermIds> ResolveAsync(ITransaction transaction, TrailEvent trailEvent)
    {
        // Always in the same order, so that two transactions never wait for each other.
        var kind = await _kinds.ResolveAsync(transaction, TrailKind.Of(trailEvent));
        var scope = await _scopes.ResolveAsync(transaction, TrailScope.Of(trailEvent));
        var actor = await _actors.ResolveAsync(transaction, TrailActor.Of(trailEvent));
        var origin = await _origins.ResolveAsync(transaction, TrailOrigin.Of(trailEvent));
        ConfirmSoon();
        return new TrailTermIds(kind, scope, actor, origin);
    }

    /// <summary>Forgets every id: after a failure, the database that comes back may be a standby that lacks the newest rows.</summary>
    public void Forget()
    {
        _kinds.Forget();
        _scopes.Forget();
        _actors.Forget();
        _origins.Forget();
    }

    /// <inheritdoc />
    public void Dispose() => _adding.Dispose();

    private bool TryGet(TrailEvent trailEvent, out TrailTermIds ids)
    {
        if (_kinds.TryGet(TrailKind.Of(trailEvent), out var kind) && _scopes.TryGet(TrailScope.Of(trailEvent), out var scope) &&
            _actors.TryGet(TrailActor.Of(trailEvent), out var actor) && _origins.TryGet(TrailOrigin.Of(trailEvent), out var origin))
        {
            ids = new TrailTermIds(kind, scope, actor, origin);
            return true;
        }

        ids = default;
        return false;
    }

    private async ValueTask<TrailTermIds> ResolveSlowlyAsync(TrailEvent trailEvent, CancellationToken cancellation)
    {
        await _adding.WaitAsync(cancellation);
        try
        {
            await ConfirmOneOfEachAsync(cancellation);
            if (TryGet(trailEvent, out var known))
            {
                return known;
            }

            // A transaction of its own: what it adds is committed when it returns, and may be kept.
            var ids = await database.WriteAsync(transaction => ResolveAsync(transaction, trailEvent), cancellation);
            _kinds.Keep(TrailKind.Of(trailEvent), ids.Kind);
            _scopes.Keep(TrailScope.Of(trailEvent), ids.Scope);
            _actors.Keep(TrailActor.Of(trailEvent), ids.Actor);
            _origins.Keep(TrailOrigin.Of(trailEvent), ids.Origin);
            return ids;
        }
        finally
        {
            _adding.Release();
        }
    }

    /// <summary>
    /// Confirms beside the transaction, which may await nothing but itself. Otherwise a server that does nothing but change things, such as
    /// issuing tokens, would look up four terms for every event on the one writer, for ever.
    /// </summary>
    private void ConfirmSoon()
    {
        if (HasUnconfirmed && Interlocked.Exchange(ref _isConfirming, 1) == 0)
        {
            _ = Task.Run(ConfirmAllAsync);
        }
    }

    private async Task ConfirmAllAsync()
    {
        try
        {
            await _adding.WaitAsync();
            try
            {
                while (HasUnconfirmed)
                {
                    await ConfirmOneOfEachAsync(CancellationToken.None);
                }
            }
            finally
            {
                _adding.Release();
            }
        }
        catch (Exception exception) when (exception is StorageUnavailableException or ObjectDisposedException)
        {
            // Nothing is lost: the next transaction with the term notes it again.
        }
        finally
        {
            Volatile.Write(ref _isConfirming, 0);
        }
    }

    private async ValueTask ConfirmOneOfEachAsync(CancellationToken cancellation)
    {
        await _kinds.ConfirmAsync(database, cancellation);
        await _scopes.ConfirmAsync(database, cancellation);
        await _actors.ConfirmAsync(database, cancellation);
        await _origins.ConfirmAsync(database, cancellation);
    }
}

using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>
/// The chain that this process writes to: gives numbers to events and seals them in segments (docs/adr/0022-trail-chains.md). On SQLite it is the one chain of the
/// installation. On PostgreSQL each process holds one, which another may take over ten minutes after its holder was seen last.
/// </summary>
internal sealed partial class TrailChain(IDatabase database, ISystemKeys keys, ChainRecovery recovery, IdGenerator ids, TimeProvider time, ILogger<TrailChain> logger)
    : IHostedService, IAsyncDisposable
{
    /// <summary>How often it looks whether something is to be sealed.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long an event waits for its segment at most, while the process and the database live.</summary>
    public static readonly TimeSpan LongestUnsealed = TimeSpan.FromSeconds(5);

    /// <summary>After which time without a sign of its holder a chain is free for another process.</summary>
    public static readonly TimeSpan Abandonment = TimeSpan.FromMinutes(10);

    // Well before another process may think so.
    private static readonly TimeSpan OwnAbandonment = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(30);

    private const int ManyUnsealed = 512;

    private readonly SemaphoreSlim _sealing = new(1, 1);
    private readonly string _holder = ids.NewUuid();
    private HeldChain? _held;
    private long _sealedAt;
    private int _isClosed;

    private PeriodicSweep Sweep => field ??= new(time, Period, SealIfDueAsync, logger, LogUnavailable);

    /// <summary>The numbers that are not sealed yet.</summary>
    /// <exception cref="StorageUnavailableException">The process was cut off from the database for so long that another may have taken its chain.</exception>
    public ChainLedger Ledger
    {
        get
        {
            if (Volatile.Read(ref _isClosed) == 1)
            {
                throw new StorageUnavailableException("The trail is closed: the server is stopping.");
            }

            var held = Volatile.Read(ref _held) ?? throw new InvalidOperationException("The trail is not open: OpenAsync comes first.");
            return database.Engine == DatabaseEngine.Sqlite || TimeProvider.System.GetElapsedTime(Volatile.Read(ref held.SeenAt)) < OwnAbandonment
                ? held.Ledger
                : throw new StorageUnavailableException("The trail has had no sign of its database for minutes.");
        }
    }

    /// <summary>Takes a chain: one that nobody holds, whose rest is sealed first, or a new one. Called once the keys are open, before anything writes an event.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var head = await database.WriteAsync(TakeAsync, cancellation);
        Volatile.Write(ref _held, new HeldChain(head, new ChainLedger(head.Id, head.SealedThrough), begun));
        _sealedAt = time.GetTimestamp();

        // A second chain on SQLite is there when somebody had changed the first. Nobody else would seal what it was left with.
        while (database.Engine == DatabaseEngine.Sqlite && await database.WriteAsync(RecoverAbandonedAsync, cancellation))
        {
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Sweep.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await Sweep.DisposeAsync();

    /// <summary>Seals what is decided. Called by itself every few seconds.</summary>
    public async ValueTask SealAsync(CancellationToken cancellation = default)
    {
        await _sealing.WaitAsync(cancellation);
        try
        {
            while (_held is { } held && held.NextSegment(keys, UnixTime.ToMicroseconds(time.GetUtcNow())) is { } segment)
            {
                if (!await StoreAsync(held, segment))
                {
                    LogTaken(held.Ledger.ChainId);
                    await OpenAsync(cancellation);
                    return;
                }
            }

            _sealedAt = time.GetTimestamp();
        }
        finally
        {
            _sealing.Release();
        }
    }

    /// <summary>
    /// Seals the rest and lets go of the chain, after everything that writes events has ended. While the outcome of a number is open the chain is not let go: a transaction
    /// that is still under way must not meet the next holder's numbers.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1)
        {
            return;
        }

        await Sweep.DisposeAsync();
        try
        {
            await SealAsync();
            if (_held is { } held && held.Ledger.CloseIfEmpty())
            {
                await database.WriteAsync(transaction =>
                    transaction.ExecuteAsync($"UPDATE trail_chains SET holder = NULL WHERE id = {held.Ledger.ChainId} AND holder = {_holder}"));
            }
        }
        catch (Exception exception) when (exception is StorageUnavailableException or ObjectDisposedException)
        {
            // The next holder of the chain seals the rest.
        }

        _sealing.Dispose();
    }

    private async ValueTask SealIfDueAsync()
    {
        if (_held is not { } held)
        {
            return;
        }

        var unsealed = held.Ledger.Count;
        if (unsealed >= ManyUnsealed || (unsealed > 0 && time.GetElapsedTime(_sealedAt) >= LongestUnsealed))
        {
            await SealAsync();
        }

        if (database.Engine == DatabaseEngine.Postgres && TimeProvider.System.GetElapsedTime(Volatile.Read(ref held.SeenAt)) >= BetweenSigns)
        {
            await RenewAsync();
            await database.WriteAsync(RecoverAbandonedAsync);
        }
    }

    private async ValueTask RenewAsync()
    {
        await _sealing.WaitAsync();
        try
        {
            if (_held is { } held && !await SignAsync(held))
            {
                LogTaken(held.Ledger.ChainId);
                await OpenAsync(CancellationToken.None);
            }
        }
        finally
        {
            _sealing.Release();
        }
    }

    /// <summary>Stores a segment; false if the chain is another's by now, or no more as this process left it.</summary>
    private async ValueTask<bool> StoreAsync(HeldChain held, Segment segment)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var stored = await database.WriteAsync(async transaction =>
        {
            // The head may have been trimmed meanwhile, by the process that removes what is old. Whose chain it is its newest segment says, which is authenticated: whoever
            // takes it over seals behind that. The holder is not, and who changes it must not make this process forget the codes that no segment holds yet.
            var head = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT {ChainHead.Columns()} FROM trail_chains WHERE id = {segment.ChainId} {SqlToken.UpdateLock}", ChainHead.Read);
            if (head is null || !await recovery.IsSoundAsync(transaction, head))
            {
                return null;
            }

            if (head.Segment == segment.Number && head.SegmentCode.AsSpan().SequenceEqual(segment.Code))
            {
                return head; // An earlier try was kept, although its commit was not answered.
            }

            if (head.Segment != segment.Number - 1 || !head.SegmentCode.AsSpan().SequenceEqual(held.Head.SegmentCode))
            {
                return null;
            }

            var next = head.After(keys, segment);
            await transaction.ExecuteAsync(segment.Insert());
            await transaction.ExecuteAsync(next.Replace(head));
            await transaction.ExecuteAsync($"UPDATE trail_chains SET holder = {_holder}, seen_at = {UnixTime.ToMicroseconds(time.GetUtcNow())} WHERE id = {head.Id}");
            return next;
        });
        if (stored is null)
        {
            return false;
        }

        Volatile.Write(ref held.SeenAt, begun);
        held.Sealed(stored, segment);
        return true;
    }

    /// <summary>Shows that the process lives; false if the chain is another's by now.</summary>
    private async ValueTask<bool> SignAsync(HeldChain held)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var kept = await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            UPDATE trail_chains SET holder = {_holder}, seen_at = {UnixTime.ToMicroseconds(time.GetUtcNow())}
            WHERE id = {held.Head.Id} AND segment_code IN ({held.Head.SegmentCode}, {held.NewestCode})
            """));
        if (kept == 0)
        {
            return false;
        }

        Volatile.Write(ref held.SeenAt, begun);
        return true;
    }

    private async ValueTask<ChainHead> TakeAsync(ITransaction transaction)
    {
        await transaction.LockAsync("trail-chains");
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        if (await FindFreeAsync(transaction) is { } free)
        {
            var recovered = await recovery.RunAsync(transaction, free.Head, passes: free.IsAbandoned && database.Engine == DatabaseEngine.Postgres);
            await transaction.ExecuteAsync($"UPDATE trail_chains SET holder = {_holder}, seen_at = {now} WHERE id = {recovered.Id}");
            return recovered;
        }

        var last = await transaction.QueryFirstOrDefaultAsync($"SELECT COALESCE(MAX(id), 0) FROM trail_chains", static row => row.GetInt64(0));
        var head = ChainHead.Begin(keys, last + 1, now);
        await transaction.ExecuteAsync(head.Insert(_holder));
        return head;
    }

    /// <summary>A chain that another process left without a word is sealed, so that its last events do not stay unprotected until somebody needs a chain.</summary>
    private async ValueTask<bool> RecoverAbandonedAsync(ITransaction transaction)
    {
        await transaction.LockAsync("trail-chains");
        if (await FindFreeAsync(transaction, abandonedOnly: true) is not { } free)
        {
            return false;
        }

        await recovery.RunAsync(transaction, free.Head, passes: true);
        await transaction.ExecuteAsync($"UPDATE trail_chains SET holder = NULL WHERE id = {free.Head.Id}");
        return true;
    }

    // On SQLite the lock on the data folder says that whoever held a chain is gone. A chain that somebody changed is nobody's: to go on with it would hide the change.
    // Locked: its holder may come back at this moment, and seal either before this or not at all.
    private async ValueTask<FreeChain?> FindFreeAsync(ITransaction transaction, bool abandonedOnly = false)
    {
        var seenBefore = database.Engine == DatabaseEngine.Sqlite ? long.MaxValue : UnixTime.ToMicroseconds(time.GetUtcNow() - Abandonment);
        var found = await transaction.QueryAsync(
            $"""
            SELECT {ChainHead.Columns()}, CASE WHEN holder IS NULL THEN 0 ELSE 1 END FROM trail_chains
            WHERE (holder IS NULL OR seen_at < {seenBefore}) AND (holder IS NULL OR holder <> {_holder}) ORDER BY id {SqlToken.UpdateLock}
            """,
            static row => new FreeChain(ChainHead.Read(row), row.GetInt64(9) == 1));
        foreach (var free in found.Where(free => free.IsAbandoned || !abandonedOnly))
        {
            if (await recovery.IsSoundAsync(transaction, free.Head))
            {
                return free;
            }

            LogChanged(free.Head.Id);
        }

        return null;
    }

    [LoggerMessage(401, LogLevel.Warning, "Events could not be sealed; the next round tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);

    [LoggerMessage(402, LogLevel.Warning, "Chain {ChainId} of the trail is not this process's any more, or was changed by somebody; it takes another chain.")]
    private partial void LogTaken(long chainId);

    [LoggerMessage(403, LogLevel.Error, "Chain {ChainId} of the trail is not as a server left it. It is left as it is: verify the trail.")]
    private partial void LogChanged(long chainId);

    private sealed record FreeChain(ChainHead Head, bool IsAbandoned);
}

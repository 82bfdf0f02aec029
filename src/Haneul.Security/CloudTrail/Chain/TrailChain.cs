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

    private const int MostOfSegment = 4096;
    private const int ManyUnsealed = 512;

    private readonly SemaphoreSlim _sealing = new(1, 1);
    private readonly string _holder = ids.NewUuid();
    private Held? _held;
    private long _sealedAt;

    private PeriodicSweep Sweep => field ??= new(time, Period, SealIfDueAsync, LogUnavailable);

    /// <summary>The numbers that are not sealed yet.</summary>
    /// <exception cref="StorageUnavailableException">The process was cut off from the database for so long that another may have taken its chain.</exception>
    public ChainLedger Ledger
    {
        get
        {
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
        _held = new Held(head, new ChainLedger(head.Id, head.SealedThrough), begun);
        _sealedAt = time.GetTimestamp();
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
            while (_held is { } held && held.Ledger.Cut(MostOfSegment) is { } cut)
            {
                if (!await SealAsync(held, cut))
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

    /// <summary>Seals the rest and lets go of the chain, after everything that writes events has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await Sweep.DisposeAsync();
        try
        {
            if (_held is { } held)
            {
                await SealAsync();
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
            if (!await SignAsync(held))
            {
                LogTaken(held.Ledger.ChainId);
                await OpenAsync(CancellationToken.None);
            }

            await database.WriteAsync(RecoverAbandonedAsync);
        }
    }

    private async ValueTask<bool> SealAsync(Held held, SegmentCut cut)
    {
        var now = time.GetUtcNow();
        var begun = TimeProvider.System.GetTimestamp();
        var segment = Segment.Seal(keys, held.Head.Id, held.Head.Segment + 1, held.Head.SegmentCode, cut, UnixTime.ToMicroseconds(now));
        var isHeld = await database.WriteAsync(async transaction =>
        {
            // The head may have been trimmed meanwhile, by the process that removes what is old.
            var head = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT {ChainHead.Columns()} FROM trail_chains WHERE id = {held.Head.Id} AND holder = {_holder} {SqlToken.UpdateLock}", ChainHead.Read);
            if (head is null || head.Segment != segment.Number - 1)
            {
                return null;
            }

            var next = head.After(keys, segment);
            await transaction.ExecuteAsync(segment.Insert());
            await transaction.ExecuteAsync(next.Replace(head));
            await transaction.ExecuteAsync($"UPDATE trail_chains SET seen_at = {UnixTime.ToMicroseconds(now)} WHERE id = {head.Id}");
            return next;
        });
        if (isHeld is null)
        {
            return false;
        }

        held.Head = isHeld;
        Volatile.Write(ref held.SeenAt, begun);
        held.Ledger.Forget(cut);
        return true;
    }

    /// <summary>Shows that the process lives; false if the chain is another's by now.</summary>
    private async ValueTask<bool> SignAsync(Held held)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var kept = await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            UPDATE trail_chains SET seen_at = {UnixTime.ToMicroseconds(time.GetUtcNow())} WHERE id = {held.Head.Id} AND holder = {_holder}
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
        if (await FindFreeAsync(transaction) is not { IsAbandoned: true } free)
        {
            return false;
        }

        await recovery.RunAsync(transaction, free.Head, passes: true);
        await transaction.ExecuteAsync($"UPDATE trail_chains SET holder = NULL WHERE id = {free.Head.Id}");
        return true;
    }

    // On SQLite the lock on the data folder says that whoever held a chain is gone.
    private async ValueTask<FreeChain?> FindFreeAsync(ITransaction transaction)
    {
        var seenBefore = database.Engine == DatabaseEngine.Sqlite ? long.MaxValue : UnixTime.ToMicroseconds(time.GetUtcNow() - Abandonment);
        return await transaction.QueryFirstOrDefaultAsync(
            $"""
            SELECT {ChainHead.Columns()}, CASE WHEN holder IS NULL THEN 0 ELSE 1 END FROM trail_chains
            WHERE (holder IS NULL OR seen_at < {seenBefore}) AND (holder IS NULL OR holder <> {_holder}) ORDER BY id LIMIT 1
            """,
            static row => new FreeChain(ChainHead.Read(row), row.GetInt64(9) == 1));
    }

    [LoggerMessage(401, LogLevel.Warning, "Events could not be sealed; the next round tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);

    [LoggerMessage(402, LogLevel.Warning, "Chain {ChainId} of the trail was taken over by another process; this one takes another chain.")]
    private partial void LogTaken(long chainId);

    /// <summary>The chain that is held.</summary>
    private sealed class Held(ChainHead head, ChainLedger ledger, long seenAt)
    {
        public ChainLedger Ledger => ledger;

        public ChainHead Head { get; set; } = head;

        /// <summary>When the database last showed that it is held, by the clock of the machine: a lease runs in real time, whatever clock events are stamped with.</summary>
        public long SeenAt = seenAt;
    }

    private sealed record FreeChain(ChainHead Head, bool IsAbandoned);
}

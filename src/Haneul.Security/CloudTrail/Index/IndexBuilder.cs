using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>Indexes, one after the other, the eras that are wholly sealed: those of every chain, whoever holds it, for a chain that nobody holds must not stay without.</summary>
internal sealed partial class IndexBuilder(IDatabase database, EraIndexer indexer, TimeProvider time, ILogger<IndexBuilder> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>How often it looks whether an era is complete.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    // On PostgreSQL the commit of a number of which nobody can tell may still come to its end; afterwards its event would be missed by the index. No commit takes so long.
    private static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(10);
    private const int SegmentsOfLongestCommit = 4096;

    private readonly CancellationTokenSource _stopping = new();

    private PeriodicSweep Sweep => field ??= new(time, Period, () => RunAsync(_stopping.Token), logger, LogUnavailable);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Sweep.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Sweep.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Sweep.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>Indexes what is to be indexed. Called by itself every few seconds.</summary>
    public async ValueTask RunAsync(CancellationToken cancellation = default)
    {
        try
        {
            foreach (var chain in await database.ReadAsync(DueAsync, cancellation))
            {
                // In their order, and none before the one before it is done: what lies below the newest era of the index counts as indexed.
                foreach (var era in chain)
                {
                    if (!await indexer.RunAsync(era, cancellation))
                    {
                        break;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The server is stopping; the next start begins the era again.
        }
    }

    /// <summary>The eras that are due, chain by chain.</summary>
    private async ValueTask<List<List<long>>> DueAsync(IDatabaseSession session)
    {
        var chains = new List<List<long>>();
        foreach (var chain in await IndexedChain.ListAsync(session))
        {
            var due = new List<long>();
            for (var era = chain.NextEra; Era.LastSequenceOf(era) <= chain.SealedThrough; era++)
            {
                if (await IsUndecidedAsync(session, chain, era))
                {
                    break;
                }

                due.Add(era);
            }

            chains.Add(due);
        }

        return chains;
    }

    private async ValueTask<bool> IsUndecidedAsync(IDatabaseSession session, IndexedChain chain, long era) =>
        database.Engine == DatabaseEngine.Postgres && await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT 1 FROM trail_segments WHERE chain_id = {chain.Id} AND number > {chain.Segment - SegmentsOfLongestCommit}
                AND sealed_at > {UnixTime.ToMicroseconds(time.GetUtcNow() - LongestCommit)} AND first <= {EventPlace.NumberOf(Era.LastSequenceOf(era))} AND unknown <> '' LIMIT 1
            """,
            static row => row.GetInt64(0)) != 0;

    [LoggerMessage(411, LogLevel.Warning, "The trail's index could not be continued; the next round tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);
}

using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>How far a chain is known.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Through">Nothing will be added up to this number.</param>
/// <param name="TrimmedThrough">Nothing is kept up to this number.</param>
internal sealed record ChainReach(long ChainId, long Through, long TrimmedThrough);

/// <summary>
/// Reads the chains in the order of their numbers, as far as these are decided: of this process's own chain memory knows that at once, of others the database, when they
/// have sealed them, which takes up to five seconds.
/// </summary>
internal sealed class TailReads(IDatabase database, TrailChain chain)
{
    /// <summary>Every chain.</summary>
    public async ValueTask<List<ChainReach>> ReachAsync(CancellationToken cancellation)
    {
        var reaches = await database.ReadAsync(
            static session => session.QueryAsync(
                $"SELECT id, sealed_through, trimmed_through FROM trail_chains ORDER BY id",
                static row => new ChainReach(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))),
            cancellation);

        // A number that memory calls decided was committed before, so that a read that begins now finds its event.
        var own = chain.Ledger;
        return [.. reaches.Select(reach => reach.ChainId == own.ChainId ? reach with { Through = Math.Max(reach.Through, own.DecidedThrough) } : reach)];
    }

    /// <summary>The end of every chain.</summary>
    public async ValueTask<TailPosition> NowAsync(CancellationToken cancellation) =>
        (await ReachAsync(cancellation)).Aggregate(TailPosition.Beginning, static (position, reach) => position.With(reach.ChainId, reach.Through));

    /// <summary>
    /// A position that a client brought, as far as there is anything: where the database was set back, or another process knew more of numbers without events, what comes
    /// next must not be passed over.
    /// </summary>
    public async ValueTask<TailPosition> ClampAsync(TailPosition position, CancellationToken cancellation)
    {
        var clamped = TailPosition.Beginning;
        foreach (var reach in await ReachAsync(cancellation))
        {
            var number = position.Of(reach.ChainId);
            if (number > reach.Through)
            {
                var last = await database.ReadAsync(
                    session => session.QueryFirstOrDefaultAsync(
                        $"SELECT COALESCE(MAX(sequence), 0) FROM trail_events WHERE sequence BETWEEN {EventPlace.Of(reach.ChainId, reach.Through)} AND {EventPlace.Of(reach.ChainId, number)}",
                        static row => row.GetInt64(0)),
                    cancellation);
                number = Math.Max(reach.Through, EventPlace.NumberOf(last));
            }

            clamped = clamped.With(reach.ChainId, number);
        }

        return clamped;
    }

    /// <summary>Events of a chain behind a number and up to another, in order. Null if not all of what follows the number is kept.</summary>
    public ValueTask<List<TailEvent>?> ReadAsync(long chainId, long after, long through, int limit, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var rows = await session.QueryAsync(
                $"""
                SELECT {StoredEvent.Columns()} FROM {StoredEvent.Tables()}
                WHERE e.sequence BETWEEN {EventPlace.Of(chainId, after + 1)} AND {EventPlace.Of(chainId, through)} ORDER BY e.sequence LIMIT {limit}
                """,
                static row => new TailEvent(EventRow.Read(row)));

            // After the rows: what is removed in between is told as gone, and never passed over.
            var trimmed = await session.QueryFirstOrDefaultAsync($"SELECT trimmed_through FROM trail_chains WHERE id = {chainId}", static row => row.GetInt64(0));
            return trimmed > after ? null : rows;
        },
        cancellation);
}

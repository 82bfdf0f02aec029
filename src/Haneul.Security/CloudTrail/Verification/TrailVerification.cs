using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification.Checkpoints;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>
/// Examines the whole trail: every event, segment and chain, the checkpoints that are stored, and one that somebody kept elsewhere (docs/adr/0022-trail-chains.md tells what
/// it finds and what not). It reads in pages beside everything else, in memory that does not grow with the trail.
/// </summary>
internal sealed class TrailVerification(IDatabase database, ISystemKeys keys, CheckpointAudit checkpoints)
{
    /// <summary>Runs it.</summary>
    /// <param name="report">Filled as it goes.</param>
    /// <param name="checkpoint">One that was kept elsewhere; null for none.</param>
    /// <param name="publicKey">The key of checkpoints that was kept elsewhere, PEM; null for the installation's own.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask RunAsync(VerificationReport report, Checkpoint? checkpoint, string? publicKey, CancellationToken cancellation)
    {
        await ExamineChainsAsync(report, cancellation);
        await checkpoints.RunAsync(checkpoint, publicKey, report, cancellation);
    }

    private async ValueTask ExamineChainsAsync(VerificationReport report, CancellationToken cancellation)
    {
        // Read before the chains: a chain that begins meanwhile has its row before its rows.
        var edges = await ReadEdgesAsync(cancellation);
        var tops = (await database.ReadAsync(ChainTop.ListAsync, cancellation)).ToDictionary(static top => top.Head.Id);
        var last = tops.Count == 0 ? 0 : tops.Keys.Max();
        var terms = new TermReader(database);

        if (edges.FirstSequence < EventPlace.Of(1, 0) || edges.FirstSegmentChain < 1 || edges.FirstChain < 1)
        {
            report.Add(new TrailDamage(DamageKind.EventInserted, 0, 0, null, null, "rows stand before the first chain"));
        }

        for (var chain = 1L; chain <= last; chain++)
        {
            if (tops.TryGetValue(chain, out var top))
            {
                var scan = new EventScan(database, keys, terms, chain, top.LastSequence);
                await new ChainWalk(database, keys, scan, top, report).RunAsync(cancellation);
            }
            else
            {
                report.Add(new TrailDamage(DamageKind.ChainRemoved, chain, 0, null, null, "the row of the chain is gone"));
            }
        }

        if (edges.LastSequence > EventPlace.Of(last, EventPlace.MostNumber) || edges.LastSegmentChain > last || edges.LastChain > last)
        {
            report.Add(new TrailDamage(DamageKind.ChainRemoved, last + 1, 0, null, null, "rows stand behind the last chain: the row of their chain is gone, or somebody put them there"));
        }
    }

    private ValueTask<Edges> ReadEdgesAsync(CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryFirstOrDefaultAsync(
            $"""
            SELECT (SELECT MIN(sequence) FROM trail_events), (SELECT MAX(sequence) FROM trail_events), (SELECT MIN(chain_id) FROM trail_segments),
                (SELECT MAX(chain_id) FROM trail_segments), (SELECT MIN(id) FROM trail_chains), (SELECT MAX(id) FROM trail_chains)
            """,
            static row => new Edges(
                row.IsDBNull(0) ? long.MaxValue : row.GetInt64(0), row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? long.MaxValue : row.GetInt64(2),
                row.IsDBNull(3) ? 0 : row.GetInt64(3), row.IsDBNull(4) ? long.MaxValue : row.GetInt64(4), row.IsDBNull(5) ? 0 : row.GetInt64(5))),
        cancellation)!;

    private sealed record Edges(long FirstSequence, long LastSequence, long FirstSegmentChain, long LastSegmentChain, long FirstChain, long LastChain);
}

using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>A chain as one statement saw it: what is added later is not the matter of the verification that began with it.</summary>
/// <param name="Head">Its row.</param>
/// <param name="LastSegment">The largest number of a segment of it; 0 for none.</param>
/// <param name="LastSequence">The largest sequence of an event of it; 0 for none.</param>
internal sealed record ChainTop(ChainHead Head, long LastSegment, long LastSequence)
{
    /// <summary>Chains have no larger ids: a sequence has 63 bits.</summary>
    public const long MostChain = (long.MaxValue >> 40) - 1;

    /// <summary>The chains by id.</summary>
    public static ValueTask<List<ChainTop>> ListAsync(IDatabaseSession session) => session.QueryAsync(
        $"""
        SELECT {ChainHead.Columns()},
            (SELECT COALESCE(MAX(s.number), 0) FROM trail_segments s WHERE s.chain_id = c.id),
            (SELECT COALESCE(MAX(e.sequence), 0) FROM trail_events e WHERE e.sequence BETWEEN c.id * {1L << 40} AND c.id * {1L << 40} + {EventPlace.MostNumber})
        FROM trail_chains c WHERE c.id BETWEEN 1 AND {MostChain} ORDER BY c.id
        """,
        static row => new ChainTop(ChainHead.Read(row), row.GetInt64(9), row.GetInt64(10)));
}

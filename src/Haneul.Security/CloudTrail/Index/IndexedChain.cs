using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>
/// How far a chain is sealed and indexed. All of one moment, so that no event is both in an era of the index and behind it. Only eras that are wholly sealed count: a row that somebody
/// has put further ahead hides nothing.
/// </summary>
/// <param name="Id">The chain.</param>
/// <param name="Segment">Its newest sealed segment.</param>
/// <param name="SealedThrough">The last place that is sealed.</param>
/// <param name="NextEra">The first era that is not indexed: those of a chain are indexed in their order.</param>
/// <param name="Newest">The place of its newest event; below any place of the chain without events.</param>
internal sealed record IndexedChain(long Id, long Segment, long SealedThrough, long NextEra, long Newest)
{
    private const long PlacesOfChain = EventPlace.MostNumber + 1;
    private const long ErasOfChain = PlacesOfChain / Era.Size;

    /// <summary>All chains.</summary>
    public static ValueTask<List<IndexedChain>> ListAsync(IDatabaseSession session) => session.QueryAsync(
        $"""
        SELECT c.id, c.segment, c.sealed_through, c.trimmed_through,
            (SELECT MAX(era) FROM trail_eras WHERE era BETWEEN c.id * {ErasOfChain} AND c.id * {ErasOfChain} + ((c.sealed_through + 1) / {Era.Size}) - 1),
            (SELECT MAX(sequence) FROM trail_events WHERE sequence BETWEEN c.id * {PlacesOfChain} AND (c.id + 1) * {PlacesOfChain} - 1)
        FROM trail_chains c ORDER BY c.id
        """,
        static row =>
        {
            var id = row.GetInt64(0);
            var untrimmed = Era.Of(EventPlace.Of(id, row.GetInt64(3) + 1));
            return new IndexedChain(
                id, row.GetInt64(1), EventPlace.Of(id, row.GetInt64(2)), row.IsDBNull(4) ? untrimmed : Math.Max(row.GetInt64(4) + 1, untrimmed),
                row.IsDBNull(5) ? EventPlace.Of(id, 0) : row.GetInt64(5));
        });
}

using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Retention;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>Lets the index of an era go with its events.</summary>
internal sealed class IndexedEras : IEraData
{
    /// <inheritdoc />
    public async ValueTask<long?> FindAsync(IDatabaseSession session, long firstEra, long lastEra)
    {
        // Also eras of which a build that was broken off has left rows: nothing will be indexed there any more.
        var found = await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT MIN(era) FROM (SELECT MIN(era) AS era FROM trail_eras WHERE era BETWEEN {firstEra} AND {lastEra}
                UNION ALL SELECT MIN(era) FROM trail_postings WHERE era BETWEEN {firstEra} AND {lastEra}
                UNION ALL SELECT MIN(era) FROM trail_counts WHERE era BETWEEN {firstEra} AND {lastEra}) found
            """,
            static row => row.IsDBNull(0) ? -1 : row.GetInt64(0));
        return found < 0 ? null : found;
    }

    /// <inheritdoc />
    public ValueTask<int> RemoveAsync(ITransaction transaction, long era, int most) => EraRows.DeleteSliceAsync(transaction, era);
}

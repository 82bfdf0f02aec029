using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>Takes the index of an era out of the database: before it is made again, and when the events of the era are removed.</summary>
internal static class EraRows
{
    private const int RowsOfSlice = 300;

    /// <summary>
    /// Deletes at most a few hundred rows of an era's index, so that no writer waits for more than some milliseconds; how many. 0 says that nothing is left. The row that says that the
    /// era is indexed goes last: until then a search still looks there, and finds no more than is left.
    /// </summary>
    public static async ValueTask<int> DeleteSliceAsync(ITransaction transaction, long era)
    {
        var deleted = await transaction.ExecuteAsync($"""
            DELETE FROM trail_postings WHERE era = {era} AND slot IN (SELECT slot FROM trail_postings WHERE era = {era} ORDER BY slot LIMIT {RowsOfSlice})
            """);
        if (deleted == 0)
        {
            deleted = await transaction.ExecuteAsync($"""
                DELETE FROM trail_counts WHERE era = {era} AND (scope_id, hour, source_service) IN
                    (SELECT scope_id, hour, source_service FROM trail_counts WHERE era = {era} ORDER BY scope_id, hour, source_service LIMIT {RowsOfSlice})
                """);
        }

        return deleted > 0 ? deleted : await transaction.ExecuteAsync($"DELETE FROM trail_eras WHERE era = {era}");
    }
}

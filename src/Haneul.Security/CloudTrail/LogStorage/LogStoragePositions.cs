using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Retention;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>What every target has stored: retention removes no event that one of them still has to get.</summary>
internal sealed class LogStoragePositions : ITrailConsumer
{
    /// <inheritdoc />
    public async ValueTask<long?> ExportedThroughAsync(IDatabaseSession session, long chainId) => await session.QueryFirstOrDefaultAsync(
        $"""
        SELECT MIN(COALESCE(p.stored_through, 0)) FROM trail_log_streams s
        LEFT JOIN trail_log_positions p ON p.project_id = s.project_id AND p.category = s.category AND p.chain_id = {chainId}
        """,
        static row => row.IsDBNull(0) ? null : (long?)row.GetInt64(0));
}

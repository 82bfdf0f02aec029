using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Tells what log storage still needs of the trail.</summary>
internal interface ILogStoragePositions
{
    /// <summary>
    /// The last number of a chain that every target has stored: events above it must not be removed. Null if no project stores its events. To be asked in the transaction that removes.
    /// </summary>
    ValueTask<long?> StoredThroughAsync(IDatabaseSession session, long chainId);
}

/// <summary>Looks at the positions of every stream.</summary>
internal sealed class LogStoragePositions : ILogStoragePositions
{
    /// <inheritdoc />
    public async ValueTask<long?> StoredThroughAsync(IDatabaseSession session, long chainId) => await session.QueryFirstOrDefaultAsync(
        $"""
        SELECT MIN(COALESCE(p.stored_through, 0)) FROM trail_log_streams s
        LEFT JOIN trail_log_positions p ON p.project_id = s.project_id AND p.category = s.category AND p.chain_id = {chainId}
        """,
        static row => row.IsDBNull(0) ? null : (long?)row.GetInt64(0));
}

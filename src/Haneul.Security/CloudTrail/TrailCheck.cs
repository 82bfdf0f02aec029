using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.Security.CloudTrail;

/// <summary>
/// Every event must find its terms, which no foreign key promises. Numbers that are missing are told and are no damage: PostgreSQL gives a number away with a
/// transaction that it rolls back, and a database that was once there keeps those gaps.
/// </summary>
internal sealed class TrailCheck(IDatabase database) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "trail events";

    /// <inheritdoc />
    public ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var (count, first, last) = await session.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*), COALESCE(MIN(sequence), 0), COALESCE(MAX(sequence), 0) FROM trail_events",
                static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
            var orphans = await session.QueryFirstOrDefaultAsync(
                $"""
                SELECT COUNT(*) FROM trail_events e
                WHERE NOT EXISTS (SELECT 1 FROM trail_scopes t WHERE t.id = e.scope_id) OR NOT EXISTS (SELECT 1 FROM trail_kinds t WHERE t.id = e.kind_id)
                   OR NOT EXISTS (SELECT 1 FROM trail_actors t WHERE t.id = e.actor_id) OR NOT EXISTS (SELECT 1 FROM trail_origins t WHERE t.id = e.origin_id)
                """,
                static row => row.GetInt64(0));
            var missing = count == 0 ? 0 : last - first + 1 - count;
            return new BackupCheckResult(count, orphans, count == 0 ? null : $"numbers {first} to {last}, {missing} of them missing");
        },
        cancellation);
}

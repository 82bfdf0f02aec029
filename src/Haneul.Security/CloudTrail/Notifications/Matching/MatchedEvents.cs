using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Retention;

namespace Haneul.Security.CloudTrail.Notifications.Matching;

/// <summary>What has been compared with the rules: retention removes no event before. Without a rule that is switched on nothing is compared, and nothing waits for it.</summary>
internal sealed class MatchedEvents : ITrailConsumer
{
    /// <inheritdoc />
    public async ValueTask<long?> ExportedThroughAsync(IDatabaseSession session, long chainId) => await session.QueryFirstOrDefaultAsync(
        $"""
        SELECT CASE WHEN EXISTS (SELECT 1 FROM trail_notification_rules WHERE enabled = 1)
            THEN COALESCE((SELECT number FROM trail_notification_positions WHERE chain_id = {chainId}), 0) END
        """,
        static row => row.IsDBNull(0) ? null : (long?)row.GetInt64(0));
}

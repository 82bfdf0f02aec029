using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.LogStorage;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail;

/// <summary>
/// Looks up for the metrics what still has to leave the trail. At a period and not when somebody asks for the metrics: these must answer when the database does not, and must not
/// cost more the more often they are asked for.
/// </summary>
internal sealed partial class BacklogLooks(IDatabase database, LogStorageMetrics storage, NotificationMetrics notifications, TimeProvider time, ILogger<BacklogLooks> logger)
    : PeriodicService(time, Period)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    protected override ILogger Log => logger;

    /// <inheritdoc />
    protected override async ValueTask RunRoundAsync()
    {
        var (failing, behind, waiting) = await database.ReadAsync(static session => session.QueryFirstOrDefaultAsync(
            $"""
            SELECT (SELECT COUNT(*) FROM trail_log_targets WHERE last_error IS NOT NULL),
                (SELECT COALESCE(MAX(c.sealed_through - COALESCE(p.stored_through, 0)), 0) FROM trail_log_streams s CROSS JOIN trail_chains c
                    LEFT JOIN trail_log_positions p ON p.project_id = s.project_id AND p.category = s.category AND p.chain_id = c.id),
                (SELECT COUNT(*) FROM trail_notification_rules r JOIN trail_deliveries d ON d.project_id = r.project_id AND d.rule_id = r.id AND d.state = 0 WHERE r.enabled = 1)
            """,
            static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))));
        storage.Keep(failing, behind);
        notifications.Keep(waiting);
    }

    [LoggerMessage(403, LogLevel.Debug, "What still has to leave the trail could not be looked up; the next round tries again.")]
    protected override partial void LogUnavailable(StorageUnavailableException exception);
}

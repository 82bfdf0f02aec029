using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>Takes deliveries out of the database that nobody looks up any more, a few at a time so that no call waits for it, and signing secrets that sign no more.</summary>
internal sealed partial class OutboxSweep(IDatabase database, TimeProvider time, ILogger<OutboxSweep> logger) : PeriodicService(time, Period)
{
    /// <summary>How long deliveries are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(3);

    private const int SliceSize = 200;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Removes what has had its time.</summary>
    internal Task SweepAsync() => RunNowAsync();

    /// <inheritdoc />
    protected override ILogger Log => logger;

    /// <inheritdoc />
    protected override async ValueTask RunRoundAsync()
    {
        var now = Time.GetUtcNow();
        var instant = UnixTime.ToMicroseconds(now);
        var hasOldSecrets = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM trail_notification_rules WHERE previous_until <= {instant}", static row => row.GetInt64(0))) > 0;
        if (hasOldSecrets)
        {
            await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
                UPDATE trail_notification_rules SET previous_secret_id = NULL, previous_secret = NULL, previous_until = NULL WHERE previous_until <= {instant}
                """));
        }

        var latest = UnixTime.ToMicroseconds(now - Retention);
        while (IsStarted && await RemoveSliceAsync(latest))
        {
            // One transaction each.
        }
    }

    private async ValueTask<bool> RemoveSliceAsync(long latest)
    {
        var isThere = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT 1 FROM trail_deliveries WHERE created_at <= {latest} LIMIT 1", static row => row.GetInt64(0))) == 1;
        return isThere && await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            DELETE FROM trail_deliveries WHERE (project_id, rule_id, id) IN (
                SELECT project_id, rule_id, id FROM trail_deliveries WHERE created_at <= {latest} ORDER BY created_at LIMIT {SliceSize})
            """)) > 0;
    }

    [LoggerMessage(465, LogLevel.Warning, "Old deliveries of notifications could not be removed; the next round tries again.")]
    protected override partial void LogUnavailable(StorageUnavailableException exception);
}

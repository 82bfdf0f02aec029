using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage;
using Haneul.Wire;
using Haneul.Wire.Installation;

namespace Haneul.Security.CloudTrail.Health;

/// <summary>Tells how notifications do, over all projects.</summary>
internal sealed class NotificationsPart : IInstallationPart<InstallationNotifications>
{
    /// <summary>Messages of a rule do not arrive.</summary>
    public const string Failing = "notifications_failing";

    /// <inheritdoc />
    public async ValueTask<InstallationNotifications> ReadAsync(IDatabaseSession session, DateTimeOffset now)
    {
        var (rules, failing, givenUp) = await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT COUNT(CASE WHEN enabled = 1 THEN 1 END), COUNT(CASE WHEN enabled = 1 AND failing_since IS NOT NULL THEN 1 END), COUNT(disabled_reason)
            FROM trail_notification_rules
            """,
            static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));

        // As the partial index has it, whose condition must stand in the text of the statement.
        var waiting = await session.CountAsync($"FROM trail_deliveries WHERE state = 0", BoundedCounts.ToLookAt);
        return new(rules, failing, givenUp, waiting) { Problems = failing + givenUp > 0 ? [HealthProblem.Attention(Failing)] : [] };
    }
}

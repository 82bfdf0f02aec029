using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Deletes a rule with its secrets. What waits for delivery is not sent any more; its rows go when their time has come (<see cref="Delivery.OutboxSweep"/>).</summary>
internal static class DeleteNotificationRule
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "DeleteNotificationRule",
        NotificationPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("DeleteNotificationRule"), "Notification Rule"),
        NotificationErrors.UnknownRule);

    public static async ValueTask<Outcome<NoContent>> HandleAsync(string ruleId, Call call, QueryFields query, IDatabase database)
    {
        call.Trail.ResourceId = RuleTable.IdForTrail(ruleId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await call.WriteAsync<NoContent>(database, async transaction =>
        {
            await RuleTable.HoldAllAsync(transaction);
            var name = await transaction.QueryFirstOrDefaultAsync(
                $"DELETE FROM trail_notification_rules WHERE project_id = {call.ProjectId} AND id = {ruleId} RETURNING name", static row => row.GetString(0));
            if (name is null)
            {
                return NotificationErrors.UnknownRule;
            }

            call.Trail.ResourceName = name;
            return Outcome.NoContent();
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Shows a rule.</summary>
internal static class GetNotificationRule
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "GetNotificationRule",
        NotificationPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetNotificationRule"), "Notification Rule"),
        NotificationErrors.UnknownRule);

    public static async ValueTask<Outcome<NotificationRuleResponse>> HandleAsync(string ruleId, Call call, QueryFields query, IDatabase database)
    {
        call.Trail.ResourceId = RuleTable.IdForTrail(ruleId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (await database.ReadAsync(session => RuleTable.FindAsync(session, call.ProjectId, ruleId), call.Context.RequestAborted) is not { } rule)
        {
            return NotificationErrors.UnknownRule;
        }

        call.Trail.ResourceName = rule.Name;
        return new NotificationRuleResponse(rule.ToWire(UnixTime.ToMicroseconds(call.Now)));
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Lists the rules of the project by name; there are so few that they need no pages.</summary>
internal static class ListNotificationRules
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "ListNotificationRules",
        NotificationPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListNotificationRules"), "Notification Rule"));

    public static async ValueTask<Outcome<ListNotificationRulesResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var rules = await database.ReadAsync(session => RuleTable.ListAsync(session, call.ProjectId), call.Context.RequestAborted);
        var now = UnixTime.ToMicroseconds(call.Now);
        return new ListNotificationRulesResponse([.. rules.Select(rule => rule.ToWire(now))]);
    }
}

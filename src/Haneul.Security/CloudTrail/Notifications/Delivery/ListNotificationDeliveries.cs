using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>Lists the deliveries of a rule of the last days, newest first. Those of events of the organisation are for those who see these events.</summary>
internal static class ListNotificationDeliveries
{
    private const int DefaultLimit = 20;
    private const int LargestLimit = 100;

    public static readonly Operation Operation = new(
        "cloud-trail",
        "ListNotificationDeliveries",
        NotificationPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListNotificationDeliveries"), "Notification Rule"),
        NotificationErrors.UnknownRule,
        TrailErrors.OrganisationEventsRefused);

    public static async ValueTask<Outcome<ListNotificationDeliveriesResponse>> HandleAsync(string ruleId, Call call, QueryFields query, IDatabase database)
    {
        call.Trail.ResourceId = RuleTable.IdForTrail(ruleId);
        var limit = query.Int32("limit", 1, LargestLimit) ?? DefaultLimit;
        var state = query.OneOf("state", NotificationStates.Waiting, NotificationStates.Delivered, NotificationStates.Failed);
        var before = query.Text("before", 64);
        if (before is not null && !Guid.TryParseExact(before, "D", out _))
        {
            query.AddProblem("before", "must be the id of a delivery");
        }

        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListNotificationDeliveriesResponse>>(
            async session =>
            {
                if (await RuleTable.FindAsync(session, call.ProjectId, ruleId) is not { } rule)
                {
                    return NotificationErrors.UnknownRule;
                }

                call.Trail.ResourceName = rule.Name;
                if (rule.Category == TrailCategory.Organisation && !RuleTable.SeesOrganisation(call))
                {
                    return TrailErrors.OrganisationEventsRefused;
                }

                // One more than the page holds tells whether there is another page.
                var found = await Outbox.ListAsync(session, rule, state, before, limit + 1);
                return new ListNotificationDeliveriesResponse([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null);
            },
            call.Context.RequestAborted);
    }
}

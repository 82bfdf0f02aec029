using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>
/// Sends a message without an event to the webhook of a rule, once, and tells what came of it. It is on the trail before it leaves. One in a few seconds: the server must not be
/// a means to flood others.
/// </summary>
internal static class SendTestNotification
{
    private const int SecondsBetween = 5;

    public static readonly Operation Operation = new(
        "cloud-trail",
        "SendTestNotification",
        NotificationPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("SendTestNotification"), "Notification Rule"),
        NotificationErrors.UnknownRule,
        NotificationErrors.TestTooSoon);

    public static async ValueTask<Outcome<SendTestNotificationResponse>> HandleAsync(
        string ruleId, Call call, QueryFields query, IDatabase database, WebhookClient client, IdGenerator ids)
    {
        call.Trail.ResourceId = RuleTable.IdForTrail(ruleId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var id = ids.NewTimeOrderedUuid();
        var now = UnixTime.ToMicroseconds(call.Now);
        var latest = UnixTime.ToMicroseconds(call.Now - TimeSpan.FromSeconds(SecondsBetween));
        StoredRule? rule = null;
        var begun = await call.WriteAsync<SendTestNotificationResponse>(database, async transaction =>
        {
            await RuleTable.HoldAllAsync(transaction);
            rule = await RuleTable.FindAsync(transaction, call.ProjectId, ruleId);
            if (rule is null)
            {
                return NotificationErrors.UnknownRule;
            }

            call.Trail.ResourceName = rule.Name;
            call.Trail.AddFact("target", rule.Target);
            return await transaction.ExecuteAsync(
                $"UPDATE trail_notification_rules SET tested_at = {now} WHERE project_id = {rule.ProjectId} AND id = {rule.Id} AND tested_at <= {latest}") == 0
                ? NotificationErrors.TestTooSoon.With(SecondsBetween) with { RetryAfterSeconds = SecondsBetween }
                : new SendTestNotificationResponse(new TestNotification(id, false, "", UnixTime.ToWire(now)));
        });
        if (begun.Error is not null)
        {
            return begun;
        }

        string outcome;
        try
        {
            outcome = await client.SendAsync(rule!, id, found: null, call.Context.RequestAborted);
        }
        catch (EnvelopeException)
        {
            outcome = NotificationOutcomes.RuleDamaged;
        }

        return new SendTestNotificationResponse(new TestNotification(id, outcome == NotificationOutcomes.Success, outcome, UnixTime.ToWire(now)));
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Gives a rule a new signing secret. For a day messages carry a signature by the one before it as well, so that the receiver can be told in its own time.</summary>
internal static class RotateNotificationSecret
{
    /// <summary>How long the previous secret goes on signing.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static readonly Operation Operation = new(
        "cloud-trail",
        "RotateNotificationSecret",
        NotificationPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("RotateNotificationSecret"), "Notification Rule"),
        NotificationErrors.UnknownRule);

    public static async ValueTask<Outcome<RotateNotificationSecretResponse>> HandleAsync(string ruleId, Call call, QueryFields query, IDatabase database, RuleSecrets secrets)
    {
        call.Trail.ResourceId = RuleTable.IdForTrail(ruleId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var secret = await secrets.CreateAsync(call.ProjectId, ruleId, call.Context.RequestAborted);
        var now = UnixTime.ToMicroseconds(call.Now);
        var until = UnixTime.ToMicroseconds(call.Now + Overlap);
        return await call.WriteAsync<RotateNotificationSecretResponse>(database, async transaction =>
        {
            await RuleTable.HoldAllAsync(transaction);
            var name = await transaction.QueryFirstOrDefaultAsync(
                $"""
                UPDATE trail_notification_rules SET previous_secret_id = secret_id, previous_secret = secret, previous_until = {until},
                    secret_id = {secret.Sealed.Id}, secret = {secret.Sealed.Envelope}, updated_at = {now}
                WHERE project_id = {call.ProjectId} AND id = {ruleId} RETURNING name
                """,
                static row => row.GetString(0));
            if (name is null)
            {
                return NotificationErrors.UnknownRule;
            }

            call.Trail.ResourceName = name;
            return new RotateNotificationSecretResponse(secret.Secret, UnixTime.ToWire(until));
        });
    }
}

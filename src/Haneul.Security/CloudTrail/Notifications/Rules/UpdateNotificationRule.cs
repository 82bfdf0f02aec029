using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Outbound;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>
/// Changes a rule: name, pattern, address, on or off. A rule that is switched on begins with what happens from then on. A rule for events of the organisation is changed, but not
/// switched off, only by those who see these events: another could send them to themselves.
/// </summary>
internal static class UpdateNotificationRule
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "UpdateNotificationRule",
        NotificationPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("UpdateNotificationRule"), "Notification Rule"),
        NotificationErrors.UnknownRule,
        NotificationErrors.NameTaken,
        NotificationErrors.TooManyRules,
        TrailErrors.OrganisationEventsRefused);

    public static async ValueTask<Outcome<NotificationRuleResponse>> HandleAsync(
        string ruleId, Call call, JsonBody body, QueryFields query, IDatabase database, RuleSecrets secrets, OutboundAddresses addresses)
    {
        call.Trail.ResourceId = RuleTable.IdForTrail(ruleId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(fields => Request.Read(fields, addresses), out var wanted, out var wrongBody))
        {
            return wrongBody;
        }

        // What the address is bound to does not change, so that it may be enclosed before the transaction.
        if (await database.ReadAsync(session => RuleTable.FindAsync(session, call.ProjectId, ruleId), call.Context.RequestAborted) is not { } unsealed)
        {
            return NotificationErrors.UnknownRule;
        }

        var url = wanted.Url is null ? null : (await secrets.SealUrlAsync(unsealed, wanted.Url, call.Context.RequestAborted)).Url;
        var now = UnixTime.ToMicroseconds(call.Now);
        return await call.WriteAsync<NotificationRuleResponse>(database, async transaction =>
        {
            await RuleTable.HoldAllAsync(transaction);
            if (await RuleTable.FindAsync(transaction, call.ProjectId, ruleId) is not { } rule)
            {
                return NotificationErrors.UnknownRule;
            }

            call.Trail.ResourceName = rule.Name;
            if (rule.Category == TrailCategory.Organisation && !wanted.OnlySwitchesOff && !RuleTable.SeesOrganisation(call))
            {
                return TrailErrors.OrganisationEventsRefused;
            }

            var changed = wanted.Apply(rule, url, now);
            if (await RuleTable.RefuseAsync(transaction, changed) is { } refused)
            {
                return refused;
            }

            if (changed.IsEnabled && !rule.IsEnabled)
            {
                await MatchingPositions.SkipWhileIdleAsync(transaction);
            }

            wanted.Tell(call.Trail, changed);
            await transaction.ExecuteAsync(changed.Update());
            return new NotificationRuleResponse(changed.ToWire(now));
        });
    }

    /// <summary>What is to change; null for what stays.</summary>
    private sealed record Request(string? Name, bool? IsEnabled, NotificationPattern? Pattern, WebhookUrl? Url)
    {
        private static readonly string[] Parts = ["name", "enabled", "pattern", "url"];

        public bool OnlySwitchesOff => this is { IsEnabled: false, Name: null, Pattern: null, Url: null };

        public static Request Read(JsonFields body, OutboundAddresses addresses)
        {
            if (body.RequiredObject("rule") is not { } rule)
            {
                return new Request(null, null, null, null);
            }

            if (!Parts.Any(rule.Has))
            {
                body.AddProblem("rule", $"must have at least one of {string.Join(", ", Parts)}");
            }

            return new Request(
                rule.Has("name") ? ResourceText.ReadName(rule, "name") : null,
                rule.OptionalBoolean("enabled"),
                rule.Has("pattern") && rule.RequiredObject("pattern") is { } pattern ? EventPattern.Read(pattern) : null,
                rule.Has("url") ? WebhookUrl.Read(rule, "url", addresses) : null);
        }

        public StoredRule Apply(StoredRule rule, byte[]? url, long now)
        {
            var isEnabled = IsEnabled ?? rule.IsEnabled;
            return rule with
            {
                Name = Name ?? rule.Name,
                IsEnabled = isEnabled,
                Pattern = Pattern ?? rule.Pattern,
                Target = Url?.Target ?? rule.Target,
                Url = url ?? rule.Url,
                ActiveSince = isEnabled && !rule.IsEnabled ? now : rule.ActiveSince,
                FailingSince = null,
                DisabledReason = null,
                UpdatedAt = now,
            };
        }

        public void Tell(TrailDraft trail, StoredRule changed)
        {
            var fields = new List<string>();
            if (Name is not null)
            {
                fields.Add("name");
            }

            if (IsEnabled is { } isEnabled)
            {
                fields.Add("enabled");
                trail.AddFact("enabled", isEnabled ? "true" : "false");
            }

            if (Pattern is not null)
            {
                fields.Add("pattern");
            }

            if (Url is not null)
            {
                fields.Add("url");
                trail.AddFact("target", changed.Target);
            }

            trail.AddFact("changed", string.Join(' ', fields));
        }
    }
}

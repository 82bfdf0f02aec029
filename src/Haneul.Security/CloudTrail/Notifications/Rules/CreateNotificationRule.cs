using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Outbound;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Makes a rule, and answers its signing secret this once.</summary>
internal static class CreateNotificationRule
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "CreateNotificationRule",
        NotificationPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("CreateNotificationRule"), "Notification Rule"),
        NotificationErrors.NameTaken,
        NotificationErrors.TooManyRules,
        TrailErrors.OrganisationEventsRefused);

    public static async ValueTask<Outcome<CreateNotificationRuleResponse>> HandleAsync(
        Call call, JsonBody body, QueryFields query, IDatabase database, RuleSecrets secrets, OutboundAddresses addresses, IdGenerator ids)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(fields => Request.Read(fields, addresses), out var wanted, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.ResourceName = wanted.Name;
        if (wanted.Category == TrailCategory.Organisation && !RuleTable.SeesOrganisation(call))
        {
            return TrailErrors.OrganisationEventsRefused;
        }

        var id = ids.NewUuid();
        var secret = await secrets.CreateAsync(call.ProjectId, id, call.Context.RequestAborted);
        var now = UnixTime.ToMicroseconds(call.Now);
        var unsealed = new StoredRule
        {
            ProjectId = call.ProjectId,
            Id = id,
            Name = wanted.Name,
            IsEnabled = wanted.IsEnabled,
            Category = wanted.Category,
            DomainId = call.Caller.ProjectDomainId!,
            Pattern = wanted.Pattern,
            Target = "",
            Url = [],
            Secret = secret.Sealed,
            ActiveSince = now,
            CreatedAt = now,
            CreatedBy = call.Caller.UserName,
            UpdatedAt = now,
        };
        var rule = await secrets.SealUrlAsync(unsealed, wanted.Url!, call.Context.RequestAborted);
        call.Trail.ResourceId = id;
        call.Trail.AddFact("target", rule.Target);
        return await call.WriteAsync<CreateNotificationRuleResponse>(database, async transaction =>
        {
            await RuleTable.HoldAllAsync(transaction);
            if (await RuleTable.RefuseAsync(transaction, rule) is { } refused)
            {
                return refused;
            }

            if (rule.IsEnabled)
            {
                await MatchingPositions.SkipWhileIdleAsync(transaction);
            }

            await transaction.ExecuteAsync(rule.Insert());
            return Outcome.Created(new CreateNotificationRuleResponse(rule.ToWire(now), secret.Secret));
        });
    }

    private sealed record Request(string Name, bool IsEnabled, TrailCategory Category, NotificationPattern Pattern, WebhookUrl? Url)
    {
        public static Request Read(JsonFields body, OutboundAddresses addresses)
        {
            if (body.RequiredObject("rule") is not { } rule)
            {
                return new Request("", false, TrailCategory.Project, new NotificationPattern(), null);
            }

            return new Request(
                ResourceText.ReadName(rule, "name"),
                rule.OptionalBoolean("enabled") ?? true,
                ReadCategory(rule),
                rule.RequiredObject("pattern") is { } pattern ? EventPattern.Read(pattern) : new NotificationPattern(),
                WebhookUrl.Read(rule, "url", addresses));
        }

        private static TrailCategory ReadCategory(JsonFields rule)
        {
            switch (rule.OptionalString("event_category"))
            {
                case null or EventCategories.Project:
                    return TrailCategory.Project;
                case EventCategories.Organisation:
                    return TrailCategory.Organisation;
                default:
                    rule.AddProblem("event_category", $"must be one of {EventCategories.Project}, {EventCategories.Organisation}");
                    return TrailCategory.Project;
            }
        }
    }
}

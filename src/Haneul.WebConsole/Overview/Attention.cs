using Haneul.WebConsole.Api;
using Haneul.WebConsole.Events;
using Haneul.WebConsole.Events.Verification;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;
using Haneul.Wire.Iam;
using Haneul.Wire.Kms;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Overview;

/// <summary>Finds what needs attention: what is about to be lost, what is overdue, and what went wrong.</summary>
internal sealed class Attention(Page page)
{
    private const int Few = 3;
    private static readonly TimeSpan SoonExpired = TimeSpan.FromDays(14);

    public async Task<IReadOnlyList<AttentionItem>> OfSecretsAsync(SecretsManagerSummary? summary)
    {
        var items = new List<AttentionItem>();
        if (summary is { ScheduledDestructions.Versions.Value: > 0 })
        {
            var answer = await page.Api.GetAsync($"/secrets-manager-service/haneul/v1/secrets-manager/scheduled-destructions?limit={Few}");
            IReadOnlyList<AttentionDetail> details = answer.IsSuccess
                ? [.. answer.Read(SecretAttentionJson.Default.ListScheduledSecretDestructionsResponse).Destructions
                    .Select(one => new AttentionDetail(page.T(OverviewTexts.Destruction, one.SecretName, one.Version), $"/secrets/{one.SecretId}", WireInstant.Parse(one.DestructionAt)))]
                : [];
            items.Add(new(page.T(OverviewTexts.SecretDestructions), "bad", "/secrets", details));
        }

        if (summary is { Expiry: { Expired.Value: var expired, Expiring.Value: var expiring } expiry } && expired + expiring > 0)
        {
            items.Add(new(page.T(OverviewTexts.SecretsExpire, expiry.WithinDays), expired > 0 ? "bad" : "warn", "/secrets", [Total(expired + expiring, "/secrets")]));
        }

        return items;
    }

    public async Task<IReadOnlyList<AttentionItem>> OfKeysAsync(KmsSummary? summary)
    {
        var items = new List<AttentionItem>();
        if (summary is { ScheduledDestructions.Versions.Value: > 0 })
        {
            var answer = await page.Api.GetAsync($"/kms/haneul/v1/kms/scheduled-destructions?limit={Few}");
            IReadOnlyList<AttentionDetail> details = answer.IsSuccess
                ? [.. answer.Read(KmsAttentionJson.Default.ListScheduledKeyDestructionsResponse).Destructions
                    .Select(one => new AttentionDetail(page.T(OverviewTexts.Destruction, one.KeyName, one.Version), $"/keys/{one.KeyId}", WireInstant.Parse(one.DestructionAt)))]
                : [];
            items.Add(new(page.T(OverviewTexts.KeyDestructions), "bad", "/keys", details));
        }

        if (summary is { Rotations.NotRotated.Value: > 0 and var old })
        {
            items.Add(new(page.T(OverviewTexts.KeysNotRotated), "warn", "/keys", [Total(old, "/keys")]));
        }

        return items;
    }

    public IReadOnlyList<AttentionItem> OfTrail(TrailHealth? health) =>
        health is null or { Status: "ok" }
            ? []
            : [new(page.T(OverviewTexts.TrailProblem), health.Status == "failed" ? "bad" : "warn", TrailPath,
                [.. health.Problems.Take(Few).Select(problem => new AttentionDetail(page.T(OverviewTexts.OfTrailProblem(problem.Code)), PageOf(problem.Code), null))])];

    public async Task<IReadOnlyList<AttentionItem>> OfPersonAsync()
    {
        var items = new List<AttentionItem>();
        var keys = page.Home.GetAsync($"/iam/identity/v3/users/{page.Session!.UserId}/application_credentials");
        var factor = page.Home.GetAsync($"/iam/haneul/v1/users/{page.Session.UserId}/second-factor");
        var failed = EventFilter.SeesOrganisationEvents(page) ? FailedSignInsAsync() : null;
        if (await keys is { IsSuccess: true } answer)
        {
            var soon = answer.Read(IamJson.Default.AccessKeysResponse).ApplicationCredentials
                .Select(static key => (Key: key, At: WireInstant.Parse(key.ExpiresAt)))
                .Where(key => key.At is { } at && at - page.Times.Now < SoonExpired).OrderBy(static key => key.At).ToList();
            if (soon.Count > 0)
            {
                items.Add(new(page.T(OverviewTexts.AccessKeysExpire), "warn", "/access-keys", [.. soon.Take(Few).Select(static key => new AttentionDetail(key.Key.Name, $"/access-keys/{key.Key.Id}", key.At))]));
            }
        }

        if (failed is not null && await failed is { Count: > 0 } attempts)
        {
            items.Add(new(page.T(OverviewTexts.FailedSignIns), "warn", "/events?event_name=Console%20Login%20Fail", attempts));
        }

        if (await factor is { IsSuccess: true } state && !state.Read(SecondFactorsJson.Default.SecondFactorResponse).SecondFactor.Enabled)
        {
            items.Add(new(page.T(OverviewTexts.SecondFactorOff), "warn", "/profile/second-factor", [new(page.T(OverviewTexts.SetUp), "/profile/second-factor", null)]));
        }

        return items;
    }

    // Asked as the page of events asks, so that whoever is told of them can look at them there.
    private async Task<IReadOnlyList<AttentionDetail>> FailedSignInsAsync()
    {
        var from = WireInstant.Write(page.Times.Now - TimeSpan.FromDays(1));
        var answer = await page.Api.GetAsync(ApiPath.Of($"/cloud-trail/api/v1/events?limit={Few}").With("event_name", "Console Login Fail").With("from", from));
        return answer.IsSuccess
            ? [.. answer.Read(CloudTrailJson.Default.ListEventsResponse).Events
                .Select(static one => new AttentionDetail(one.User.Name.Length > 0 ? one.User.Name : one.User.Id, EventModel.AddressOf(one).ToString(), WireInstant.Parse(one.EventTime)))]
            : [];
    }

    // The evidence is for administrators; others see the events alone.
    private string TrailPath => VerificationAccess.IsOffered(page) ? "/events/verification" : "/events";

    private string PageOf(string trailProblem) => trailProblem switch
    {
        "log_storage_failing" => "/settings/log-storage",
        "notifications_failing" => "/settings/notifications",
        _ => TrailPath,
    };

    private AttentionDetail Total(long count, string path) => new(page.T(OverviewTexts.Count, count), path, null);
}

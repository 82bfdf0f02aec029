using System.Text.Json.Serialization.Metadata;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;
using Haneul.Wire.Kms;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Overview;

/// <summary>Shows what needs attention in the project, and to whoever is new how to begin.</summary>
internal static class ShowOverview
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (page.Caller is null)
        {
            return page.Show<OverviewView, OverviewModel>(page.T(OverviewTexts.Title), new(null, null, null, []));
        }

        var secrets = ReadAsync(page, "secrets-manager.GetSecretsManagerSummary", ApiPath.Of($"/secrets-manager-service/haneul/v1/secrets-manager/summary"), SecretAttentionJson.Default.SecretsManagerSummaryResponse);
        var keys = ReadAsync(page, "kms.GetKmsSummary", ApiPath.Of($"/kms/haneul/v1/kms/summary"), KmsAttentionJson.Default.KmsSummaryResponse);
        var trail = ReadAsync(page, "cloud-trail.GetTrailHealth", ApiPath.Of($"/cloud-trail/haneul/v1/trail-health"), TrailHealthJson.Default.TrailHealthResponse);
        var attention = new Attention(page);
        var own = attention.OfPersonAsync();
        var found = new List<AttentionItem>();
        var (secretSummary, keySummary, health) = ((await secrets)?.Summary, (await keys)?.Summary, (await trail)?.TrailHealth);
        found.AddRange(await attention.OfSecretsAsync(secretSummary));
        found.AddRange(await attention.OfKeysAsync(keySummary));
        found.AddRange(attention.OfTrail(health));
        found.AddRange(await own);
        return page.Show<OverviewView, OverviewModel>(page.T(OverviewTexts.Title), new(secretSummary, keySummary, health, found));
    }

    private static async Task<T?> ReadAsync<T>(Page page, string operation, ApiPath path, JsonTypeInfo<T> type)
        where T : class
    {
        if (!page.May(operation))
        {
            return null;
        }

        var answer = await page.Api.GetAsync(path);
        return answer.IsSuccess ? answer.Read(type) : null;
    }
}

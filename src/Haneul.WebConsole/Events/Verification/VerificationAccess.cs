using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>The way of administrators of the installation to the evidence of the trail: with their role in the project, else with that in the system.</summary>
internal static class VerificationAccess
{
    private const string ListOperation = "cloud-trail.ListTrailVerifications";

    /// <summary>Whether the person's role in the project is enough, so that pages may offer it without trying.</summary>
    public static bool IsOffered(Page page) => page.May(ListOperation);

    /// <summary>The API in the scope in which the person may; null if there is none.</summary>
    public static async Task<ApiClient?> OpenAsync(Page page) => IsOffered(page) ? page.Api : await page.InScopeAsync("system");

    /// <summary>What whoever may not is told.</summary>
    public static PageAnswer Refuse(Page page) => page.Refuse(ListOperation, page.T(VerificationTexts.Refused));

    /// <summary>The last verification that is known; null if there is none, or if the person may not see it.</summary>
    public static async Task<TrailVerification?> FindLastAsync(Page page)
    {
        if (!IsOffered(page))
        {
            return null;
        }

        var answer = await page.Api.GetAsync($"/cloud-trail/haneul/v1/verifications");
        return answer.IsSuccess && answer.Read(TrailVerificationJson.Default.ListTrailVerificationsResponse).Verifications is [var last, ..] ? last : null;
    }
}

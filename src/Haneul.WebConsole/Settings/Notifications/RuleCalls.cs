using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>The calls and words that several pages of rules share.</summary>
internal static class RuleCalls
{
    /// <summary>The rule of the page's address, or the page that tells why it can't be shown.</summary>
    public static async Task<(NotificationRule? Rule, PageAnswer? Other)> OpenAsync(Page page, string? operation = null)
    {
        if ((operation is null ? SettingsProblems.NeedProject(page) : SettingsProblems.Need(page, operation)) is { } refused)
        {
            return (null, refused);
        }

        var answer = await page.Api.GetAsync($"/cloud-trail/haneul/v1/notification-rules/{page.Route("rule")}");
        return answer.IsSuccess ? (answer.Read(NotificationsJson.Default.NotificationRuleResponse).Rule, null) : (null, page.Fail(answer));
    }
}

using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>Sends a test message, and tells what came of it.</summary>
internal static class TestRule
{
    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (rule, other) = await RuleCalls.OpenAsync(page, "cloud-trail.SendTestNotification");
        if (rule is null)
        {
            return other!;
        }

        var answer = await page.Api.PostAsync($"/cloud-trail/haneul/v1/notification-rules/{rule.Id}/test-message");
        return answer.IsSuccess
            ? await ShowRule.ShowAsync(page, rule, answer.Read(NotificationsJson.Default.SendTestNotificationResponse).Test)
            : await ShowRule.ShowAsync(page, rule, problem: SettingsProblems.TextOf(page, answer));
    }
}

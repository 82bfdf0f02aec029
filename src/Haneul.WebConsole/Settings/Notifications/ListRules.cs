using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>Lists the notification rules of the project.</summary>
internal static class ListRules
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (SettingsProblems.NeedProject(page) is { } choice)
        {
            return choice;
        }

        var answer = await page.Api.GetAsync($"/cloud-trail/haneul/v1/notification-rules");
        return answer.IsSuccess
            ? page.Show<RulesView, IReadOnlyList<NotificationRule>>(page.T(RuleTexts.Title), answer.Read(NotificationsJson.Default.ListNotificationRulesResponse).Rules)
            : page.Fail(answer);
    }
}

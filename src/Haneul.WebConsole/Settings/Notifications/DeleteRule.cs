using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>Deletes a notification rule, once its name was typed.</summary>
internal static class DeleteRule
{
    private const string Operation = "cloud-trail.DeleteNotificationRule";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (rule, other) = await RuleCalls.OpenAsync(page, Operation);
        return rule is null ? other! : Show(page, rule);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (rule, other) = await RuleCalls.OpenAsync(page, Operation);
        if (rule is null)
        {
            return other!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, rule.Name))
        {
            return Show(page, rule, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.DeleteAsync($"/cloud-trail/haneul/v1/notification-rules/{rule.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.Problem = SettingsProblems.TextOf(page, answer);
            return Show(page, rule, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/settings/notifications", page.T(RuleTexts.Deleted, rule.Name));
    }

    private static PageAnswer Show(Page page, NotificationRule rule, int status = StatusCodes.Status200OK) =>
        page.Show<DeleteRuleView, NotificationRule>(page.T(RuleTexts.DeleteTitle, rule.Name), rule, status);
}

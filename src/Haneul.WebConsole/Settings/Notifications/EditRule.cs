using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>Changes name, address and conditions of a notification rule.</summary>
internal static class EditRule
{
    private const string Operation = "cloud-trail.UpdateNotificationRule";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (rule, other) = await RuleCalls.OpenAsync(page, Operation);
        if (rule is null)
        {
            return other!;
        }

        page.Form = RuleForm.Of(rule);
        return Show(page, rule);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (rule, other) = await RuleCalls.OpenAsync(page, Operation);
        if (rule is null)
        {
            return other!;
        }

        var changes = new JsonObject { ["name"] = page.Form.Required("name", page.Language), ["pattern"] = RuleForm.PatternOf(page.Form) };
        if (page.Form.TextOrNull("url") is { } url)
        {
            changes["url"] = url;
        }

        if (page.Form.HasProblems)
        {
            return Show(page, rule, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PatchAsync($"/cloud-trail/haneul/v1/notification-rules/{rule.Id}", new JsonObject { ["rule"] = changes });
        if (!answer.IsSuccess)
        {
            SettingsProblems.Take(page, answer, RuleForm.Fields);
            return Show(page, rule, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/settings/notifications/{rule.Id}", page.T(RuleTexts.Saved));
    }

    private static PageAnswer Show(Page page, NotificationRule rule, int status = StatusCodes.Status200OK) =>
        page.Show<EditRuleView, RuleFormModel>(page.T(RuleTexts.Edit, rule.Name), RuleForm.ModelOf(page, rule), status);
}

using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>Makes a notification rule, and shows its signing secret once.</summary>
internal static class CreateRule
{
    private const string Operation = "cloud-trail.CreateNotificationRule";

    public static Task<PageAnswer> ShowAsync(Page page)
    {
        if (SettingsProblems.Need(page, Operation) is { } refused)
        {
            return Task.FromResult(refused);
        }

        page.Form = RuleForm.New(page);
        return Task.FromResult(Show(page));
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (SettingsProblems.Need(page, Operation) is { } refused)
        {
            return refused;
        }

        var rule = new JsonObject
        {
            ["name"] = page.Form.Required("name", page.Language),
            ["url"] = page.Form.Required("url", page.Language),
            ["enabled"] = page.Form.IsChecked("enabled"),
            ["event_category"] = page.Form.TextOrNull("event_category") ?? EventCategories.Project,
            ["pattern"] = RuleForm.PatternOf(page.Form),
        };
        if (page.Form.HasProblems)
        {
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PostAsync($"/cloud-trail/haneul/v1/notification-rules", new JsonObject { ["rule"] = rule });
        if (!answer.IsSuccess)
        {
            SettingsProblems.Take(page, answer, RuleForm.Fields);
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var created = answer.Read(NotificationsJson.Default.CreateNotificationRuleResponse);
        return page.Show<SigningSecretView, SigningSecretModel>(
            page.T(RuleTexts.SecretTitle, created.Rule.Name), new(created.Rule.Id, created.Rule.Name, created.SigningSecret, PreviousUntil: null));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) =>
        page.Show<CreateRuleView, RuleFormModel>(page.T(RuleTexts.New), RuleForm.ModelOf(page, rule: null), status);
}

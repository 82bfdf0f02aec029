using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>Switches a notification rule on or off.</summary>
internal static class SwitchRule
{
    public static Task<PageAnswer> EnableAsync(Page page) => SwitchAsync(page, isOn: true);

    public static Task<PageAnswer> DisableAsync(Page page) => SwitchAsync(page, isOn: false);

    private static async Task<PageAnswer> SwitchAsync(Page page, bool isOn)
    {
        var (rule, other) = await RuleCalls.OpenAsync(page, "cloud-trail.UpdateNotificationRule");
        if (rule is null)
        {
            return other!;
        }

        var answer = await page.Api.PatchAsync(
            $"/cloud-trail/haneul/v1/notification-rules/{rule.Id}", new JsonObject { ["rule"] = new JsonObject { ["enabled"] = isOn } });
        return answer.IsSuccess
            ? page.Redirect($"/settings/notifications/{rule.Id}", page.T(isOn ? RuleTexts.SwitchedOn : RuleTexts.SwitchedOff, rule.Name))
            : page.Fail(answer);
    }
}

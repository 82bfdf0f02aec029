using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>A signing secret as it is shown once.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Name">Its name.</param>
/// <param name="Secret">The secret.</param>
/// <param name="PreviousUntil">Until when the one before it signs as well; null if there is none.</param>
public sealed record SigningSecretModel(string RuleId, string Name, string Secret, DateTimeOffset? PreviousUntil)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(SigningSecretModel);
}

/// <summary>Gives a rule its next signing secret, and shows it once.</summary>
internal static class RotateSecret
{
    private const string Operation = "cloud-trail.RotateNotificationSecret";

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

        var answer = await page.Api.PostAsync($"/cloud-trail/haneul/v1/notification-rules/{rule.Id}/secret-rotation");
        if (!answer.IsSuccess)
        {
            page.Form.Problem = SettingsProblems.TextOf(page, answer);
            return Show(page, rule, StatusCodes.Status400BadRequest);
        }

        var next = answer.Read(NotificationsJson.Default.RotateNotificationSecretResponse);
        return page.Show<SigningSecretView, SigningSecretModel>(
            page.T(RuleTexts.SecretTitle, rule.Name), new(rule.Id, rule.Name, next.SigningSecret, WireInstant.Parse(next.PreviousSecretUntil)));
    }

    private static PageAnswer Show(Page page, NotificationRule rule, int status = StatusCodes.Status200OK) =>
        page.Show<RotateSecretView, NotificationRule>(page.T(RuleTexts.RotateTitle, rule.Name), rule, status);
}

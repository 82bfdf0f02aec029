using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>What the page of a rule shows.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Deliveries">Its deliveries, newest first.</param>
/// <param name="NextBefore">Where older ones begin; null for none.</param>
/// <param name="State">The state that is asked for; null for all.</param>
/// <param name="Test">What came of a test message that was just sent; null for none.</param>
/// <param name="Problem">Why it could not be sent; null if nothing is wrong.</param>
public sealed record RuleModel(
    NotificationRule Rule, IReadOnlyList<NotificationDelivery> Deliveries, string? NextBefore, string? State, TestNotification? Test, string? Problem);

/// <summary>Shows a notification rule with its deliveries.</summary>
internal static class ShowRule
{
    private const int Most = 50;

    /// <summary>The states that deliveries can be asked for by.</summary>
    public static IReadOnlyList<string> States { get; } = [NotificationStates.Waiting, NotificationStates.Delivered, NotificationStates.Failed];

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (rule, other) = await RuleCalls.OpenAsync(page);
        return rule is null ? other! : await ShowAsync(page, rule);
    }

    /// <summary>The page, with what came of a test message if one was sent.</summary>
    public static async Task<PageAnswer> ShowAsync(Page page, NotificationRule rule, TestNotification? test = null, string? problem = null)
    {
        var state = page.Query("state") is { } asked && States.Contains(asked, StringComparer.Ordinal) ? asked : null;
        var answer = await page.Api.GetAsync(
            ApiPath.Of($"/cloud-trail/haneul/v1/notification-rules/{rule.Id}/deliveries?limit={Most}").With("state", state).With("before", page.Query("before")));
        if (!answer.IsSuccess)
        {
            return page.Fail(answer);
        }

        var list = answer.Read(NotificationsJson.Default.ListNotificationDeliveriesResponse);
        return page.Show<RuleView, RuleModel>(rule.Name, new(rule, list.Deliveries, list.NextBefore, state, test, problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}

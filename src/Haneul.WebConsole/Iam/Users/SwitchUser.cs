using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>Disables a user, or enables them again, once the effect was told.</summary>
internal static class SwitchUser
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.UpdateUser", isDangerous: true);
        return found is null ? refusal! : Show(page, found);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.UpdateUser", isDangerous: true);
        if (found is null)
        {
            return refusal!;
        }

        var enable = page.Form.Text("enabled") == "true";
        var answer = await found.ChangeAsync(new JsonObject { ["enabled"] = enable });
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/users/{found.User.Id}", page.T(enable ? UserTexts.EnabledNotice : UserTexts.DisabledNotice, found.User.Name));
    }

    private static PageAnswer Show(Page page, FoundUser found, int status = StatusCodes.Status200OK)
    {
        var isEnabled = found.User.Enabled;
        var title = page.T(isEnabled ? UserTexts.DisableTitle : UserTexts.EnableTitle, found.User.Name);
        return page.Show<SwitchView, SwitchModel>(
            title, new(title, page.T(isEnabled ? UserTexts.DisableEffect : UserTexts.EnableEffect), isEnabled, "/iam/users/" + found.User.Id, found.User.Name), status);
    }
}

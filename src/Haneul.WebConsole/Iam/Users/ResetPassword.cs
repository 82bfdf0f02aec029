using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>Sets a new password for a user.</summary>
internal static class ResetPassword
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

        var password = NewPassword.Read(page);
        if (page.Form.HasProblems)
        {
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        var answer = await found.ChangeAsync(new JsonObject { ["password"] = password }, isSecret: true);
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("user.password", "password"));
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/users/{found.User.Id}", page.T(UserTexts.ResetDone, found.User.Name));
    }

    private static PageAnswer Show(Page page, FoundUser found, int status = StatusCodes.Status200OK) =>
        page.Show<ResetPasswordView, FoundUser>(page.T(UserTexts.ResetTitle, found.User.Name), found, status);
}

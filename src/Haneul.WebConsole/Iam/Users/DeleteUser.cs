using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>Deletes a user, once the effect was told and the name was typed (password again: spec/roles.md section 8).</summary>
internal static class DeleteUser
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.DeleteUser", isDangerous: true);
        return found is null ? refusal! : Show(page, found);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.DeleteUser", isDangerous: true);
        if (found is null)
        {
            return refusal!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, found.User.Name))
        {
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        var answer = await found.Scope.Api.DeleteAsync($"/iam/identity/v3/users/{found.User.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/users", page.T(UserTexts.Deleted, found.User.Name));
    }

    private static PageAnswer Show(Page page, FoundUser found, int status = StatusCodes.Status200OK)
    {
        var title = page.T(UserTexts.DeleteTitle, found.User.Name);
        return page.Show<DeletionView, DeletionModel>(title, new(title, page.T(UserTexts.DeleteEffect), found.User.Name, "/iam/users/" + found.User.Id, found.User.Name), status);
    }
}

using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>Deletes a group, once the effect was told and the name was typed.</summary>
internal static class DeleteGroup
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindToManageAsync(page, "iam.DeleteGroup", isDangerous: true);
        return found is null ? refusal! : Show(page, found);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindToManageAsync(page, "iam.DeleteGroup", isDangerous: true);
        if (found is null)
        {
            return refusal!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, found.Group.Name))
        {
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        var answer = await found.Scope.Api.DeleteAsync($"/iam/identity/v3/groups/{found.Group.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/groups", page.T(GroupTexts.Deleted, found.Group.Name));
    }

    private static PageAnswer Show(Page page, FoundGroup found, int status = StatusCodes.Status200OK)
    {
        var title = page.T(GroupTexts.DeleteTitle, found.Group.Name);
        return page.Show<DeletionView, DeletionModel>(title, new(title, page.T(GroupTexts.DeleteEffect), found.Group.Name, "/iam/groups/" + found.Group.Id, found.Group.Name), status);
    }
}

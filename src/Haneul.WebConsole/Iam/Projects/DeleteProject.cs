using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>Deletes a project, once its effect was told and its name was typed.</summary>
internal static class DeleteProject
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindToManageAsync(page, "iam.DeleteProject");
        return found is null ? refusal! : !page.IsConfirmed ? page.AskForPassword() : Show(page, found);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindToManageAsync(page, "iam.DeleteProject");
        if (found is null)
        {
            return refusal!;
        }

        if (!page.IsConfirmed)
        {
            return page.AskForPassword();
        }

        if (!TypedConfirmationCheck.IsTyped(page, found.Project.Name))
        {
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        var answer = await found.Scope.Api.DeleteAsync($"/iam/identity/v3/projects/{found.Project.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/projects", page.T(ProjectTexts.Deleted, found.Project.Name));
    }

    private static PageAnswer Show(Page page, FoundProject found, int status = StatusCodes.Status200OK)
    {
        var title = page.T(ProjectTexts.DeleteTitle, found.Project.Name);
        return page.Show<DeletionView, DeletionModel>(
            title, new(title, page.T(ProjectTexts.DeleteEffect), found.Project.Name, "/iam/projects/" + found.Project.Id, found.Project.Name), status);
    }
}

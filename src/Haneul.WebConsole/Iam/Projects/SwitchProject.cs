using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>Disables a project, or enables it again, once the effect was told.</summary>
internal static class SwitchProject
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindToManageAsync(page, "iam.UpdateProject");
        return found is null ? refusal! : !page.IsConfirmed ? page.AskForPassword() : Show(page, found);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindToManageAsync(page, "iam.UpdateProject");
        if (found is null)
        {
            return refusal!;
        }

        if (!page.IsConfirmed)
        {
            return page.AskForPassword();
        }

        // What the page showed is what is done: a form that was open while somebody else did the same changes nothing back.
        var enable = page.Form.Text("enabled") == "true";
        var answer = await found.ChangeAsync(new JsonObject { ["enabled"] = enable });
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/projects/{found.Project.Id}", page.T(enable ? ProjectTexts.EnabledNotice : ProjectTexts.DisabledNotice, found.Project.Name));
    }

    private static PageAnswer Show(Page page, FoundProject found, int status = StatusCodes.Status200OK)
    {
        var isEnabled = found.Project.Enabled;
        var title = page.T(isEnabled ? ProjectTexts.DisableTitle : ProjectTexts.EnableTitle, found.Project.Name);
        return page.Show<SwitchView, SwitchModel>(
            title, new(title, page.T(isEnabled ? ProjectTexts.DisableEffect : ProjectTexts.EnableEffect), isEnabled, "/iam/projects/" + found.Project.Id, found.Project.Name), status);
    }
}

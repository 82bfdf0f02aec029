using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>What the form of a project shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Project">The project; null for a new one.</param>
public sealed record ProjectFormModel(string Title, ProjectBody? Project);

/// <summary>Changes name and description of a project.</summary>
internal static class EditProject
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindToManageAsync(page, "iam.UpdateProject");
        if (found is null)
        {
            return refusal!;
        }

        page.Form = FormFields.With(("name", found.Project.Name), ("description", found.Project.Description));
        return Show(page, found.Project);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindToManageAsync(page, "iam.UpdateProject");
        if (found is null)
        {
            return refusal!;
        }

        var change = new JsonObject { ["name"] = page.Form.Required("name", page.Language), ["description"] = page.Form.Text("description").Trim() };
        if (page.Form.HasProblems)
        {
            return Show(page, found.Project, StatusCodes.Status400BadRequest);
        }

        var answer = await found.ChangeAsync(change);
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("project.name", "name"), ("project.description", "description"));
            return Show(page, found.Project, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/projects/{found.Project.Id}", page.T(ProjectTexts.Saved, page.Form.TextOrNull("name")));
    }

    private static PageAnswer Show(Page page, ProjectBody project, int status = StatusCodes.Status200OK)
    {
        var title = page.T(ProjectTexts.EditTitle, project.Name);
        return page.Show<ProjectFormView, ProjectFormModel>(title, new(title, project), status);
    }
}

using System.Text.Json.Nodes;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>Creates a project of the organisation.</summary>
internal static class NewProject
{
    public static async Task<PageAnswer> ShowAsync(Page page) =>
        await OrganisationScope.OpenAsync(page) is { MayManage: true } ? Show(page) : Refusals.NeedsManager(page, "iam.CreateProject");

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (await OrganisationScope.OpenAsync(page) is not { MayManage: true } scope)
        {
            return Refusals.NeedsManager(page, "iam.CreateProject");
        }

        var project = new JsonObject
        {
            ["name"] = page.Form.Required("name", page.Language),
            ["description"] = page.Form.TextOrNull("description"),
            ["domain_id"] = page.Session!.DomainId,
        };
        if (page.Form.HasProblems)
        {
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await scope.Api.PostAsync($"/iam/identity/v3/projects", new JsonObject { ["project"] = project });
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("project.name", "name"), ("project.description", "description"));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var created = answer.Read(IamJson.Default.ProjectResponse).Project;
        return page.Redirect($"/iam/projects/{created.Id}", page.T(ProjectTexts.Created, created.Name));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) =>
        page.Show<ProjectFormView, ProjectFormModel>(page.T(ProjectTexts.New), new(page.T(ProjectTexts.New), null), status);
}

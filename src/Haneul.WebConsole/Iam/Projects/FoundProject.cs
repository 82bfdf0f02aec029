using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>A project and the scope in which the person looks at it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Scope">The scope.</param>
public sealed record FoundProject(ProjectBody Project, ProjectScope Scope)
{
    /// <summary>The project that the address names, or the page that tells why there is none.</summary>
    internal static async Task<(FoundProject? Found, PageAnswer? Refusal)> FindAsync(Page page)
    {
        var id = page.Route("projectId");
        if (await ProjectScope.OpenAsync(page, id) is not { } scope)
        {
            return (null, Refusals.NeedsProject(page, id));
        }

        var answer = await scope.Api.GetAsync($"/iam/identity/v3/projects/{id}");
        return answer.IsSuccess ? (new(answer.Read(IamJson.Default.ProjectResponse).Project, scope), null) : (null, page.Fail(answer));
    }

    /// <summary>The same for pages that change the project.</summary>
    internal static async Task<(FoundProject? Found, PageAnswer? Refusal)> FindToManageAsync(Page page, string operation)
    {
        var (found, refusal) = await FindAsync(page);
        return found is { Scope.MayManageProject: false } ? (null, Refusals.NeedsManager(page, operation)) : (found, refusal);
    }

    /// <summary>Changes the project.</summary>
    internal Task<ApiAnswer> ChangeAsync(System.Text.Json.Nodes.JsonObject project)
    {
        var body = new System.Text.Json.Nodes.JsonObject { ["project"] = project };
        return Scope.Api.SendAsync("PATCH", $"/iam/identity/v3/projects/{Project.Id}", body, shown: body);
    }
}

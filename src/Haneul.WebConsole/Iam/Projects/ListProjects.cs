using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>A row of the list of projects.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="IsEnabled">Whether it is enabled.</param>
public sealed record ProjectRow(string Id, string Name, string Description, bool IsEnabled);

/// <summary>What the list of projects shows.</summary>
/// <param name="Rows">The projects.</param>
/// <param name="IsWhole">Whether they are those of the organisation, rather than those in which the person has a role.</param>
/// <param name="MayManage">Whether the person may create projects.</param>
/// <param name="Next">The marker of the next page; null on the last.</param>
public sealed record ProjectsModel(IReadOnlyList<ProjectRow> Rows, bool IsWhole, bool MayManage, string? Next);

/// <summary>Lists the projects of the organisation; for somebody who may not see that, those in which they have a role.</summary>
internal static class ListProjects
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var title = page.T(ProjectTexts.Title);
        if (await OrganisationScope.OpenAsync(page) is not { } scope)
        {
            var own = await SignIn.Projects.ListAsync(page);
            return page.Show<ProjectsView, ProjectsModel>(
                title, new([.. own.Select(static project => new ProjectRow(project.Id, project.Name, project.Description, IsEnabled: true))], IsWhole: false, MayManage: false, null));
        }

        var answer = await scope.Api.GetAsync(
            Api.ApiPath.Of($"/iam/identity/v3/projects?domain_id={page.Session!.DomainId}&limit=200").With("marker", page.Query("marker")));
        if (!answer.IsSuccess)
        {
            return page.Fail(answer);
        }

        var projects = answer.Read(IamJson.Default.ProjectsResponse);
        var rows = projects.Projects.Select(static project => new ProjectRow(project.Id, project.Name, project.Description, project.Enabled))
            .OrderBy(static project => project.Name, StringComparer.OrdinalIgnoreCase);
        return page.Show<ProjectsView, ProjectsModel>(title, new([.. rows], IsWhole: true, scope.MayManage, NextMarker.Of(projects.Links)));
    }
}

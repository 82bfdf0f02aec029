using Haneul.WebConsole.Iam.Members;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>What the page of a project shows.</summary>
/// <param name="Project">The project.</param>
/// <param name="MayManageProject">Whether the person may change it.</param>
/// <param name="MayManageMembers">Whether the person may give and take roles in it.</param>
/// <param name="Members">Who was given roles in it; null if the person may not see that.</param>
/// <param name="IsEffective">Whether the roles are shown that everybody has in effect, with where they come from.</param>
/// <param name="HasMore">Whether there are more members than are shown.</param>
public sealed record ProjectModel(
    ProjectBody Project, bool MayManageProject, bool MayManageMembers, IReadOnlyList<Member>? Members, bool IsEffective, bool HasMore);

/// <summary>Shows a project and its members: who was given roles, or who has which in effect and through what.</summary>
internal static class ShowProject
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindAsync(page);
        if (found is null)
        {
            return refusal!;
        }

        var isEffective = page.Query("view") == "effective";
        var members = ((IReadOnlyList<Member>?)null, false);
        if (found.Scope.MaySeeMembers)
        {
            var (list, hasMore, answer) = await RoleAssignments.ListAsync(
                found.Scope.Api, Api.ApiPath.Of($"/iam/identity/v3/role_assignments?scope.project.id={found.Project.Id}&include_names").Then(isEffective ? "&effective" : ""));
            if (!answer.IsSuccess)
            {
                return page.Fail(answer);
            }

            members = (Member.Group(list), hasMore);
        }

        return page.Show<ProjectView, ProjectModel>(
            found.Project.Name, new(found.Project, found.Scope.MayManageProject, found.Scope.MayManageMembers, members.Item1, isEffective, members.Item2));
    }
}

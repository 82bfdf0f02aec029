using Haneul.WebConsole.Api;
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
/// <param name="Groups">The names of groups by id, through which somebody has a role.</param>
/// <param name="HasMore">Whether there are more members than are shown.</param>
public sealed record ProjectModel(
    ProjectBody Project, bool MayManageProject, bool MayManageMembers, IReadOnlyList<Member>? Members, bool IsEffective, IReadOnlyDictionary<string, string> Groups, bool HasMore);

/// <summary>Shows a project and its members: who was given roles, or who has which in effect and through what.</summary>
internal static class ShowProject
{
    private const int MostLookedUp = 20;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindAsync(page);
        if (found is null)
        {
            return refusal!;
        }

        var isEffective = page.Query("view") == "effective";
        var model = new ProjectModel(
            found.Project, found.Scope.MayManageProject, found.Scope.MayManageMembers, Members: null, isEffective, new Dictionary<string, string>(StringComparer.Ordinal), HasMore: false);
        if (found.Scope.MaySeeMembers)
        {
            var (list, hasMore, answer) = await RoleAssignments.ListAsync(
                found.Scope.Api, ApiPath.Of($"/iam/identity/v3/role_assignments?scope.project.id={found.Project.Id}&include_names").Then(isEffective ? "&effective" : ""));
            if (!answer.IsSuccess)
            {
                return page.Fail(answer);
            }

            model = model with { Members = Member.Group(list), HasMore = hasMore, Groups = await GroupNamesAsync(found, list) };
        }

        return page.Show<ProjectView, ProjectModel>(found.Project.Name, model);
    }

    // Roles in effect tell only the ids of groups. Who was given roles here has a name there; other groups are looked up by whoever may see the organisation.
    private static async Task<Dictionary<string, string>> GroupNamesAsync(FoundProject found, IReadOnlyList<Assignment> list)
    {
        var wanted = list.Where(static role => role.GroupId is not null).Select(static role => role.GroupId!).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
        {
            return new(StringComparer.Ordinal);
        }

        var (given, _, _) = await RoleAssignments.ListAsync(found.Scope.Api, $"/iam/identity/v3/role_assignments?scope.project.id={found.Project.Id}&include_names");
        var names = given.Where(static role => role.Kind == "groups").DistinctBy(static role => role.SubjectId, StringComparer.Ordinal).ToDictionary(static role => role.SubjectId, static role => role.SubjectName, StringComparer.Ordinal);
        if (found.Scope.Organisation is { } organisation)
        {
            var answers = await Task.WhenAll(wanted.Where(id => !names.ContainsKey(id)).Take(MostLookedUp).Select(id => organisation.Api.GetAsync($"/iam/identity/v3/groups/{id}")));
            foreach (var answer in answers.Where(static answer => answer.IsSuccess))
            {
                var group = answer.Read(GroupsJson.Default.GroupResponse).Group;
                names[group.Id] = group.Name;
            }
        }

        return names;
    }
}

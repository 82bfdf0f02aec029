using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Members;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>What the page of a group shows.</summary>
/// <param name="Group">The group.</param>
/// <param name="MayManage">Whether the person may change it.</param>
/// <param name="Users">Its members on this page.</param>
/// <param name="Next">The marker of the next page of members; null on the last.</param>
/// <param name="Roles">The roles that were given to it.</param>
public sealed record GroupModel(GroupBody Group, bool MayManage, IReadOnlyList<UserBody> Users, string? Next, IReadOnlyList<Assignment> Roles);

/// <summary>Shows a group: its members and its roles.</summary>
internal static class ShowGroup
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindAsync(page);
        if (found is null)
        {
            return refusal!;
        }

        var (api, id) = (found.Scope.Api, found.Group.Id);
        var users = api.GetAsync(ApiPath.Of($"/iam/identity/v3/groups/{id}/users?limit=100").With("marker", page.Query("marker")));
        var roles = RoleAssignments.ListAsync(api, $"/iam/identity/v3/role_assignments?group.id={id}&include_names");
        await Task.WhenAll(users, roles);
        var (usersAnswer, rolesRead) = (await users, await roles);
        if (!usersAnswer.IsSuccess || !rolesRead.Answer.IsSuccess)
        {
            return page.Fail(usersAnswer.IsSuccess ? rolesRead.Answer : usersAnswer);
        }

        var members = usersAnswer.Read(UsersJson.Default.UsersResponse);
        return page.Show<GroupView, GroupModel>(found.Group.Name, new(found.Group, found.Scope.MayManage, [.. members.Users.OrderBy(static user => user.Name, StringComparer.OrdinalIgnoreCase)], NextMarker.Of(members.Links), rolesRead.List));
    }
}

using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Members;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>What the page of a user shows.</summary>
/// <param name="User">The user.</param>
/// <param name="MayManage">Whether the person may change them.</param>
/// <param name="Groups">Their groups.</param>
/// <param name="Roles">The roles that they have, with where these come from.</param>
/// <param name="AccessKeys">How many access keys they have; null if that can't be seen.</param>
/// <param name="PasswordExpiresAt">When their password expires; null for never.</param>
public sealed record UserModel(
    UserBody User, bool MayManage, IReadOnlyList<GroupOfUserBody> Groups, IReadOnlyList<Assignment> Roles, int? AccessKeys, DateTimeOffset? PasswordExpiresAt);

/// <summary>Shows a user: groups, roles with where they come from, access keys.</summary>
internal static class ShowUser
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindAsync(page);
        if (found is null)
        {
            return refusal!;
        }

        var (api, id) = (found.Scope.Api, found.User.Id);
        var groups = api.GetAsync($"/iam/identity/v3/users/{id}/groups");
        var keys = api.GetAsync($"/iam/identity/v3/users/{id}/application_credentials");
        var roles = RoleAssignments.ListAsync(api, $"/iam/identity/v3/role_assignments?user.id={id}&effective&include_names");
        await Task.WhenAll(groups, keys, roles);
        var (groupsAnswer, keysAnswer, rolesRead) = (await groups, await keys, await roles);
        if (!groupsAnswer.IsSuccess || !rolesRead.Answer.IsSuccess)
        {
            return page.Fail(groupsAnswer.IsSuccess ? rolesRead.Answer : groupsAnswer);
        }

        return page.Show<UserView, UserModel>(found.User.Name, new(
            found.User,
            found.Scope.MayManage,
            groupsAnswer.Read(GroupsJson.Default.GroupsOfUserResponse).Groups,
            rolesRead.List,
            keysAnswer.IsSuccess ? keysAnswer.Read(IamJson.Default.AccessKeysResponse).ApplicationCredentials.Count : null,
            WireInstant.Parse(found.User.PasswordExpiresAt)));
    }
}

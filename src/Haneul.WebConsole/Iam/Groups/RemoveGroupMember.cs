using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>What the page shows that takes a user out of a group.</summary>
/// <param name="Group">The group.</param>
/// <param name="UserName">The user.</param>
public sealed record RemoveGroupMemberModel(GroupBody Group, string UserName);

/// <summary>Takes a user out of a group, once the effect was told.</summary>
internal static class RemoveGroupMember
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, name, refusal) = await FindAsync(page);
        return found is null ? refusal! : Show(page, found, name);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, name, refusal) = await FindAsync(page);
        if (found is null)
        {
            return refusal!;
        }

        var answer = await found.Scope.Api.DeleteAsync($"/iam/identity/v3/groups/{found.Group.Id}/users/{page.Route("userId")}");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, name, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/groups/{found.Group.Id}", page.T(GroupTexts.Removed, name));
    }

    private static async Task<(FoundGroup? Found, string Name, PageAnswer? Refusal)> FindAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindToManageAsync(page, "iam.RemoveUserFromGroup", isDangerous: true);
        if (found is null)
        {
            return (null, "", refusal);
        }

        var user = await found.Scope.Api.GetAsync($"/iam/identity/v3/users/{page.Route("userId")}");
        return user.IsSuccess ? (found, user.Read(UsersJson.Default.UserResponse).User.Name, null) : (null, "", page.Fail(user));
    }

    private static PageAnswer Show(Page page, FoundGroup found, string name, int status = StatusCodes.Status200OK) =>
        page.Show<RemoveGroupMemberView, RemoveGroupMemberModel>(page.T(GroupTexts.RemoveTitle, name, found.Group.Name), new(found.Group, name), status);
}

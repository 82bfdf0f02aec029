using Haneul.WebConsole.Iam.Members;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>Puts a user into a group.</summary>
internal static class AddGroupMember
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindToManageAsync(page, "iam.AddUserToGroup", isDangerous: true);
        return found is null ? refusal! : Show(page, found);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindToManageAsync(page, "iam.AddUserToGroup", isDangerous: true);
        if (found is null)
        {
            return refusal!;
        }

        if (await Subjects.FindAsync(page, found.Scope, "users") is not { } user)
        {
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        var answer = await found.Scope.Api.PutAsync($"/iam/identity/v3/groups/{found.Group.Id}/users/{user.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/groups/{found.Group.Id}", page.T(GroupTexts.Added, user.Name));
    }

    private static PageAnswer Show(Page page, FoundGroup found, int status = StatusCodes.Status200OK) =>
        page.Show<AddGroupMemberView, FoundGroup>(page.T(GroupTexts.AddTitle, found.Group.Name), found, status);
}

using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Members;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>What the list of users shows.</summary>
/// <param name="Users">The users of this page of it.</param>
/// <param name="Words">What was searched for; null for nothing.</param>
/// <param name="MayManage">Whether the person may create users.</param>
/// <param name="Next">The marker of the next page; null on the last.</param>
public sealed record UsersModel(IReadOnlyList<UserBody> Users, string? Words, bool MayManage, string? Next);

/// <summary>Lists and searches the users of the organisation.</summary>
internal static class ListUsers
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (await OrganisationScope.OpenAsync(page) is not { } scope)
        {
            return Refusals.NeedsReader(page, "iam.ListUsers");
        }

        var words = page.Query("q")?.Trim();
        page.Form = Forms.FormFields.With(("q", words), ("state", page.Query("state")));
        var answer = await scope.Api.GetAsync(ApiPath.Of($"/iam/identity/v3/users?domain_id={page.Session!.DomainId}&limit=100")
            .With("name__icontains", words)
            .With("enabled", page.Query("state") switch { "enabled" => "true", "disabled" => "false", _ => null })
            .With("marker", page.Query("marker")));
        if (!answer.IsSuccess)
        {
            return page.Fail(answer);
        }

        var users = answer.Read(UsersJson.Default.UsersResponse);
        var people = users.Users.Where(static user => !Member.IsNameOfServiceAccount("users", user.Name)).OrderBy(static user => user.Name, StringComparer.OrdinalIgnoreCase);
        return page.Show<UsersView, UsersModel>(
            page.T(UserTexts.Title),
            new([.. people], words is { Length: > 0 } ? words : null, scope.MayManage, NextMarker.Of(users.Links)));
    }
}

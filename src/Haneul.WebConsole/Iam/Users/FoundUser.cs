using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>A user and the scope in which the person looks at them.</summary>
/// <param name="User">The user.</param>
/// <param name="Scope">The scope.</param>
public sealed record FoundUser(UserBody User, OrganisationScope Scope)
{
    /// <summary>The user that the address names, or the page that tells why there is none.</summary>
    internal static async Task<(FoundUser? Found, PageAnswer? Refusal)> FindAsync(Page page)
    {
        if (await OrganisationScope.OpenAsync(page) is not { } scope)
        {
            return (null, Refusals.NeedsReader(page, "iam.GetUser"));
        }

        var answer = await scope.Api.GetAsync($"/iam/identity/v3/users/{page.Route("userId")}");
        return answer.IsSuccess ? (new(answer.Read(UsersJson.Default.UserResponse).User, scope), null) : (null, page.Fail(answer));
    }

    /// <summary>The same for pages that change the user; those that change who can sign in ask for the password.</summary>
    internal static async Task<(FoundUser? Found, PageAnswer? Refusal)> FindToManageAsync(Page page, string operation, bool isDangerous)
    {
        var (found, refusal) = await FindAsync(page);
        return found is null ? (null, refusal)
            : !found.Scope.MayManage ? (null, Refusals.NeedsManager(page, operation))
            : isDangerous && !page.IsConfirmed ? (null, page.AskForPassword())
            : (found, null);
    }

    /// <summary>Changes the user. The body is shown only where it has no password.</summary>
    internal Task<ApiAnswer> ChangeAsync(JsonObject user, bool isSecret = false)
    {
        var body = new JsonObject { ["user"] = user };
        return Scope.Api.SendAsync("PATCH", $"/iam/identity/v3/users/{User.Id}", body, shown: isSecret ? null : body);
    }
}

using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>A group and the scope in which the person looks at it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Scope">The scope.</param>
public sealed record FoundGroup(GroupBody Group, OrganisationScope Scope)
{
    /// <summary>The group that the address names, or the page that tells why there is none.</summary>
    internal static async Task<(FoundGroup? Found, PageAnswer? Refusal)> FindAsync(Page page)
    {
        if (await OrganisationScope.OpenAsync(page) is not { } scope)
        {
            return (null, Refusals.NeedsReader(page, "iam.GetGroup"));
        }

        var answer = await scope.Api.GetAsync($"/iam/identity/v3/groups/{page.Route("groupId")}");
        return answer.IsSuccess ? (new(answer.Read(GroupsJson.Default.GroupResponse).Group, scope), null) : (null, page.Fail(answer));
    }

    /// <summary>The same for pages that change it; those that change somebody's access ask for the password.</summary>
    internal static async Task<(FoundGroup? Found, PageAnswer? Refusal)> FindToManageAsync(Page page, string operation, bool isDangerous)
    {
        var (found, refusal) = await FindAsync(page);
        return found is null ? (null, refusal)
            : !found.Scope.MayManage ? (null, Refusals.NeedsManager(page, operation))
            : isDangerous && !page.IsConfirmed ? (null, page.AskForPassword())
            : (found, null);
    }

    /// <summary>Changes the group.</summary>
    internal Task<ApiAnswer> ChangeAsync(JsonObject group)
    {
        var body = new JsonObject { ["group"] = group };
        return Scope.Api.SendAsync("PATCH", $"/iam/identity/v3/groups/{Group.Id}", body, shown: body);
    }
}

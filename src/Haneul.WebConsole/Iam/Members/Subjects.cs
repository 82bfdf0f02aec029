using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Members;

/// <summary>Finds somebody by what was typed: a name or an id.</summary>
internal static class Subjects
{
    private const int IdLength = 32;

    /// <summary>Id and name; null with the problem noted at the field <c>who</c>.</summary>
    public static async Task<(string Id, string Name)?> FindAsync(Page page, OrganisationScope? organisation, string kind)
    {
        var typed = page.Form.Required("who", page.Language);
        if (typed.Length == 0)
        {
            return null;
        }

        if (kind == "service-accounts")
        {
            return await FindServiceAccountAsync(page, typed);
        }

        if (organisation is null)
        {
            if (LooksLikeId(typed))
            {
                return (typed, typed);
            }

            page.Form.AddProblem("who", page.T(MemberTexts.OnlyId));
            return null;
        }

        return LooksLikeId(typed) && await ByIdAsync(organisation.Api, kind, typed) is { } byId ? byId
            : await ByNameAsync(page, organisation.Api, kind, typed) is { } byName ? byName
            : NotFound(page);
    }

    private static async Task<(string Id, string Name)?> ByIdAsync(ApiClient api, string kind, string id)
    {
        var answer = await api.GetAsync(ApiPath.Of($"/iam/identity/v3/").Then(kind).Then("/").Then(id));
        return answer.IsSuccess ? (id, answer.Json.GetProperty(kind[..^1]).GetProperty("name").GetString()!) : null;
    }

    private static async Task<(string Id, string Name)?> ByNameAsync(Page page, ApiClient api, string kind, string name)
    {
        var answer = await api.GetAsync(ApiPath.Of($"/iam/identity/v3/").Then(kind).With("name", name).With("domain_id", page.Session!.DomainId));
        return answer.IsSuccess && answer.Json.GetProperty(kind) is var found && found.GetArrayLength() > 0
            ? (found[0].GetProperty("id").GetString()!, found[0].GetProperty("name").GetString()!)
            : null;
    }

    private static async Task<(string Id, string Name)?> FindServiceAccountAsync(Page page, string typed)
    {
        var answer = await page.Api.GetAsync($"/iam/haneul/v1/service-accounts");
        var found = answer.IsSuccess
            ? answer.Read(ServiceAccountsJson.Default.ServiceAccountsResponse).ServiceAccounts.FirstOrDefault(account => account.Id == typed || account.Name == typed)
            : null;
        return found is null ? NotFound(page) : (found.Id, found.Name);
    }

    private static (string Id, string Name)? NotFound(Page page)
    {
        page.Form.AddProblem("who", page.T(MemberTexts.NotFound));
        return null;
    }

    private static bool LooksLikeId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigit);
}

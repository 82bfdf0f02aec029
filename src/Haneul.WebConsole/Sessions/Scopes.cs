using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Sessions;

/// <summary>
/// Gets the tokens of a session's scopes: from the token of the sign-in, which has none, as Keystone's clients do. A token is made when a page first needs its scope and is kept
/// in the session.
/// </summary>
internal sealed class Scopes(SessionTable sessions)
{
    private const string ProjectPrefix = "project:";
    private const string OrganisationPrefix = "organisation:";
    private const string None = "";

    /// <summary>The API in a scope; null if the person has no role there.</summary>
    public async Task<ApiClient?> OpenAsync(Page page, string scope) =>
        await TokenAsync(page, scope) is { } token ? page.Client(token) : null;

    /// <summary>The token of a scope; null if the person has no role there.</summary>
    public async Task<string?> TokenAsync(Page page, string scope)
    {
        if (page.State is not { } state)
        {
            return null;
        }

        if (state.Tokens.TryGetValue(scope, out var kept))
        {
            return kept == None ? null : kept;
        }

        // As anyone, so that a refusal is not taken for the end of the session. A scope that is refused is not asked for again until the next sign-in: each refusal is an event.
        var token = await IssueAsync(page.Client(null), state.HomeToken, scope);
        page.State = state with { Tokens = new Dictionary<string, string>(state.Tokens, StringComparer.Ordinal) { [scope] = token ?? None } };
        await sessions.UpdateAsync(page.Secret!, page.Session!, page.State);
        return token;
    }

    private static async Task<string?> IssueAsync(ApiClient api, string homeToken, string scope)
    {
        var body = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject { ["methods"] = new JsonArray("token"), ["token"] = new JsonObject { ["id"] = homeToken } },
                ["scope"] = ScopeOf(scope),
            },
        };
        var answer = await api.PostAsync($"/iam/identity/v3/auth/tokens?nocatalog", body);
        return answer.IsSuccess ? answer.Header("X-Subject-Token") : null;
    }

    private static JsonObject ScopeOf(string scope) =>
        scope.StartsWith(ProjectPrefix, StringComparison.Ordinal) ? new() { ["project"] = new JsonObject { ["id"] = scope[ProjectPrefix.Length..] } }
        : scope.StartsWith(OrganisationPrefix, StringComparison.Ordinal) ? new() { ["domain"] = new JsonObject { ["id"] = scope[OrganisationPrefix.Length..] } }
        : new() { ["system"] = new JsonObject { ["all"] = true } };
}

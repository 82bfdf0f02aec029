using System.Text.Json.Nodes;
using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Sessions;

/// <summary>
/// Gets the tokens of a session's scopes: from the token of the sign-in, which has none, as Keystone's clients do. A token is made when a page first needs its scope and is kept
/// in the session.
/// </summary>
internal sealed class Scopes(SessionTable sessions, IAuthenticator authenticator)
{
    private const string ProjectPrefix = "project:";
    private const string OrganisationPrefix = "organisation:";

    // Soon enough for whoever is given a role meanwhile, and seldom enough for the trail: to ask is an event.
    private static readonly TimeSpan RefusalLife = TimeSpan.FromMinutes(10);

    /// <summary>Opens a scope; null if the person has no role there.</summary>
    /// <exception cref="StorageUnavailableException">Whether they have one could not be asked.</exception>
    public async Task<OpenScope?> OpenAsync(Page page, string scope)
    {
        if (page.State is not { } state)
        {
            return null;
        }

        if (state.Tokens.TryGetValue(scope, out var kept))
        {
            if (await EnterAsync(page, kept) is { } open)
            {
                return open;
            }

            // The roles of then are gone; there may be others.
            await KeepAsync(page, page.State with { Tokens = Without(state.Tokens, scope) });
        }
        else if (state.Refusals.TryGetValue(scope, out var refusedAt) && page.Times.Now - refusedAt < RefusalLife)
        {
            return null;
        }

        if (await IsOfferedAsync(page, scope) && await IssueAsync(page, scope) is { } token && await EnterAsync(page, token) is { } entered)
        {
            await KeepAsync(page, page.State with { Tokens = With(page.State.Tokens, scope, token), Refusals = Without(page.State.Refusals, scope) });
            return entered;
        }

        // Projects come and go by the hundred, and one that is named was chosen by hand.
        if (!scope.StartsWith(ProjectPrefix, StringComparison.Ordinal))
        {
            await KeepAsync(page, page.State with { Refusals = With(page.State.Refusals, scope, page.Times.Now) });
        }

        return null;
    }

    private async Task<OpenScope?> EnterAsync(Page page, string token) =>
        await authenticator.AuthenticateAsync(token, page.Context.RequestAborted) is { } caller ? new(page.Client(token), caller) : null;

    private Task KeepAsync(Page page, SessionState state)
    {
        page.State = state;
        return sessions.UpdateAsync(page.Secret!, page.Session!, state);
    }

    // Asking for a token that can't be had would stand in the trail as a failed sign-in.
    private static async Task<bool> IsOfferedAsync(Page page, string scope)
    {
        if (scope.StartsWith(ProjectPrefix, StringComparison.Ordinal))
        {
            return HasId(Said(await page.Home.GetAsync($"/iam/identity/v3/auth/projects")), "projects", scope[ProjectPrefix.Length..]);
        }

        if (scope.StartsWith(OrganisationPrefix, StringComparison.Ordinal))
        {
            return HasId(Said(await page.Home.GetAsync($"/iam/identity/v3/auth/domains")), "domains", scope[OrganisationPrefix.Length..]);
        }

        var system = Said(await page.Home.GetAsync($"/iam/identity/v3/auth/system"));
        return system.IsSuccess && system.Json.GetProperty("system").GetArrayLength() > 0;
    }

    private static bool HasId(ApiAnswer list, string name, string id) =>
        list.IsSuccess && list.Json.GetProperty(name).EnumerateArray().Any(one => one.GetProperty("id").GetString() == id);

    // As anyone, so that a refusal is not taken for the end of the session.
    private static async Task<string?> IssueAsync(Page page, string scope)
    {
        var body = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject { ["methods"] = new JsonArray("token"), ["token"] = new JsonObject { ["id"] = page.State!.HomeToken } },
                ["scope"] = ScopeOf(scope),
            },
        };
        var answer = Said(await page.Client(null).PostAsync($"/iam/identity/v3/auth/tokens?nocatalog", body));
        return answer.IsSuccess ? answer.Header("X-Subject-Token") : null;
    }

    // What is no word on the roles must neither be kept for one nor be told to the person as one.
    private static ApiAnswer Said(ApiAnswer answer) =>
        answer.IsSuccess || answer.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound
            ? answer
            : throw new StorageUnavailableException($"{answer.Operation} was answered {answer.Status}: the scopes of a session are not known.");

    private static JsonObject ScopeOf(string scope) =>
        scope.StartsWith(ProjectPrefix, StringComparison.Ordinal) ? new() { ["project"] = new JsonObject { ["id"] = scope[ProjectPrefix.Length..] } }
        : scope.StartsWith(OrganisationPrefix, StringComparison.Ordinal) ? new() { ["domain"] = new JsonObject { ["id"] = scope[OrganisationPrefix.Length..] } }
        : new() { ["system"] = new JsonObject { ["all"] = true } };

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> kept, string scope, T value) =>
        new(kept, StringComparer.Ordinal) { [scope] = value };

    private static Dictionary<string, T> Without<T>(IReadOnlyDictionary<string, T> kept, string scope) =>
        kept.Where(one => one.Key != scope).ToDictionary(StringComparer.Ordinal);
}

using System.Text.Json;
using Haneul.Kernel.Access;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.Iam.Scope;

/// <summary>The API in the widest scope that a person has for their organisation, and what their roles let them do there (docs/generated/policies.md).</summary>
/// <param name="Api">The API.</param>
/// <param name="MayManage">Whether they may change people and projects: <c>manager</c> of the organisation, or an administrator.</param>
/// <param name="IsAdmin">Whether they administer the installation.</param>
public sealed record OrganisationScope(ApiClient Api, bool MayManage, bool IsAdmin)
{
    internal const string Admin = "admin";
    private const string Manager = "manager";
    private const string Reader = "reader";

    /// <summary>Opens it; null for somebody who may not see the organisation.</summary>
    public static async Task<OrganisationScope?> OpenAsync(Page page)
    {
        if (page.Caller is { } here && here.Roles.Contains(Admin))
        {
            return new(page.Api, MayManage: true, IsAdmin: true);
        }

        // One after the other: opening a scope changes the session.
        var organisationId = page.Session!.DomainId;
        var organisation = await EnterAsync(
            page, "organisation:" + organisationId, $"/iam/identity/v3/auth/domains",
            json => json.GetProperty("domains").EnumerateArray().Any(domain => domain.GetProperty("id").GetString() == organisationId));
        if (organisation is { } managed && managed.Caller.Roles.Contains(Manager))
        {
            return new(managed.Api, MayManage: true, IsAdmin: false);
        }

        var system = await EnterAsync(page, "system", $"/iam/identity/v3/auth/system", static json => json.GetProperty("system").GetArrayLength() > 0);
        if (system is { } whole && whole.Caller.Roles.Contains(Admin))
        {
            return new(whole.Api, MayManage: true, IsAdmin: true);
        }

        return (organisation is { } seen && seen.Caller.Roles.Contains(Reader) ? organisation : system) is { } found && found.Caller.Roles.Contains(Reader)
            ? new(found.Api, MayManage: false, IsAdmin: false)
            : null;
    }

    private static async Task<(ApiClient Api, Caller Caller)?> EnterAsync(Page page, string scope, ApiPath list, Func<JsonElement, bool> isListed)
    {
        if (!page.State!.Tokens.ContainsKey(scope))
        {
            // Asking for a token that can't be had would stand in the trail as a failed sign-in.
            var listed = await page.Home.GetAsync(list);
            if (!listed.IsSuccess || !isListed(listed.Json))
            {
                return null;
            }
        }

        var services = page.Context.RequestServices;
        if (await services.GetRequiredService<Scopes>().TokenAsync(page, scope) is not { } token)
        {
            return null;
        }

        if (await services.GetRequiredService<IAuthenticator>().AuthenticateAsync(token, page.Context.RequestAborted) is { } caller)
        {
            return (page.Client(token), caller);
        }

        // The roles of that scope are gone. If they come back, there is a new token for them.
        page.State = page.State with { Tokens = page.State.Tokens.Where(kept => kept.Key != scope).ToDictionary(StringComparer.Ordinal) };
        await services.GetRequiredService<SessionTable>().UpdateAsync(page.Secret!, page.Session!, page.State);
        return null;
    }
}

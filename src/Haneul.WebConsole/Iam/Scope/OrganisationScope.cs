using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;

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
        var organisation = await page.OpenScopeAsync("organisation:" + page.Session!.DomainId);
        if (organisation is { } managed && managed.Caller.Roles.Contains(Manager))
        {
            return new(managed.Api, MayManage: true, IsAdmin: false);
        }

        var system = await page.OpenScopeAsync("system");
        if (system is { } whole && whole.Caller.Roles.Contains(Admin))
        {
            return new(whole.Api, MayManage: true, IsAdmin: true);
        }

        return (organisation is { } seen && seen.Caller.Roles.Contains(Reader) ? organisation : system) is { } found && found.Caller.Roles.Contains(Reader)
            ? new(found.Api, MayManage: false, IsAdmin: false)
            : null;
    }
}

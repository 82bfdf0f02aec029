using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Scope;

/// <summary>The API for a project and its members, in the widest scope that a person has for it, and what they may do there.</summary>
/// <param name="Api">The API.</param>
/// <param name="Organisation">The organisation, for looking people up by name; null for somebody who may not see it.</param>
/// <param name="MaySeeMembers">Whether they see who has which role in the project.</param>
/// <param name="MayManageMembers">Whether they may give and take roles in it.</param>
/// <param name="MayManageProject">Whether they may change the project itself.</param>
public sealed record ProjectScope(ApiClient Api, OrganisationScope? Organisation, bool MaySeeMembers, bool MayManageMembers, bool MayManageProject)
{
    private const string Manage = "iam.CreateServiceAccount";
    private const string See = "iam.ListServiceAccounts";

    /// <summary>Opens it; null for somebody who has neither the project chosen nor a role in the organisation.</summary>
    public static async Task<ProjectScope?> OpenAsync(Page page, string projectId)
    {
        var organisation = await OrganisationScope.OpenAsync(page);
        if (organisation is { MayManage: true })
        {
            return new(organisation.Api, organisation, MaySeeMembers: true, MayManageMembers: true, MayManageProject: true);
        }

        // Who manages the members of a project manages its service accounts: the same roles hold both (spec/roles.md section 4).
        if (page.Caller?.ProjectId == projectId && (organisation is null || page.May(Manage)))
        {
            return new(page.Api, organisation, page.May(See), page.May(Manage), MayManageProject: false);
        }

        return organisation is null ? null : new(organisation.Api, organisation, MaySeeMembers: true, MayManageMembers: false, MayManageProject: false);
    }
}

using Haneul.WebConsole.Api;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Roles;

/// <summary>Which roles belong together.</summary>
public enum RoleFamily
{
    /// <summary>Roles of a project as a whole, and of its members.</summary>
    Project,

    /// <summary>Roles of one service in a project.</summary>
    Service,

    /// <summary>Roles of an organisation.</summary>
    Organisation,

    /// <summary>Keystone's own.</summary>
    Installation,

    /// <summary>Roles that somebody made.</summary>
    Other,
}

/// <summary>A role that may be given in one place.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Family">What it belongs to.</param>
public sealed record GivableRole(string Id, string Name, RoleFamily Family)
{
    private const string Admin = "admin";

    /// <summary>The roles that can be given in projects, or on an organisation (docs/iam.md, giving roles); the API decides about each.</summary>
    internal static async Task<(IReadOnlyList<GivableRole> Roles, ApiAnswer Answer)> ListAsync(ApiClient api, bool onProject, bool isAdmin)
    {
        var answer = await api.GetAsync($"/iam/identity/v3/roles");
        return !answer.IsSuccess
            ? ([], answer)
            : ([.. answer.Read(RoleJson.Default.RolesResponse).Roles
                .Select(static role => new GivableRole(role.Id, role.Name, RoleTexts.FamilyOf(role.Name)))
                .Where(role => IsGivable(role, onProject, isAdmin))
                .OrderBy(static role => role.Family).ThenBy(static role => RoleTexts.OrderOf(role.Name)).ThenBy(static role => role.Name, StringComparer.Ordinal)], answer);
    }

    private static bool IsGivable(GivableRole role, bool onProject, bool isAdmin) => role.Family switch
    {
        RoleFamily.Project or RoleFamily.Service => onProject,
        RoleFamily.Organisation => !onProject,
        RoleFamily.Installation => isAdmin || (!onProject && role.Name != Admin),
        _ => isAdmin,
    };
}

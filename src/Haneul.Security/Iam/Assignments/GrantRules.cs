using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Assignments;

/// <summary>Which roles may be given, by whom and where.</summary>
internal static class GrantRules
{
    // Keystone's own list of what a manager of an organisation gives. 'admin' is not in it: on a project it would make an administrator of the installation (docs/adr/0010).
    private static readonly HashSet<string> OfManagers = new([RoleTable.Manager, "member", RoleTable.Reader], StringComparer.Ordinal);

    /// <summary>
    /// Whether the caller may give and take a role, where their policy admits them: an administrator every one; whoever acts through an organisation those that lead
    /// no further, so none that was made by hand, which may imply anything; whoever manages a project's members the roles of projects.
    /// </summary>
    public static bool MayGive(Caller caller, Role role)
    {
        if (caller.IsAdmin())
        {
            return true;
        }

        var family = RoleTable.FamilyOf(role);
        return family == RoleFamily.Project
            || (caller.DomainId is not null && (family == RoleFamily.Organisation || IsOfManagers(role)));
    }

    /// <summary>Whether a role is one of those that Keystone lets its managers see and give.</summary>
    public static bool IsOfManagers(Role role) => role.IsBuiltIn && OfManagers.Contains(role.Name);

    /// <summary>
    /// What is wrong with a role at its place; null if nothing is. Beyond Keystone, where any role goes anywhere: KakaoCloud's roles of organisations and of projects mean
    /// something only there (spec/roles.md section 2), and a service account has roles of its project only (section 9). Taking them is never refused.
    /// </summary>
    public static Error? RefusePlace(Grant grant)
    {
        var (path, role) = (grant.Path, grant.Role!);
        if (role.OrganisationId is not null)
        {
            // As in Keystone: another organisation's role is forbidden, and on the system, which has no organisation, it makes no sense.
            return path.TargetType == GrantPath.System
                ? Wrong("is a role of an organisation, which counts nothing on the system")
                : role.OrganisationId == grant.Target!.OrganisationId ? null : AssignmentErrors.RoleOfOtherOrganisation.With(role.Name);
        }

        var family = RoleTable.FamilyOf(role);
        var isOnDomain = path is { TargetType: GrantPath.Domain, IsInherited: false };
        var isOnProjects = path.TargetType == GrantPath.Project || path is { TargetType: GrantPath.Domain, IsInherited: true };
        if (grant.Actor!.OwnProjectId is { } own && !(family == RoleFamily.Project && path is { TargetType: GrantPath.Project, IsInherited: false } && path.TargetId == own))
        {
            return Wrong("is given to a service account, which holds roles of projects on its own project and no others");
        }

        return family switch
        {
            RoleFamily.Organisation when !isOnDomain => Wrong($"is a role of organisations ({role.Name}) and is given on one, not on projects or the system"),
            RoleFamily.Project when !isOnProjects => Wrong($"is a role of projects ({role.Name}) and is given on one, or on an organisation for its projects to inherit"),
            _ => null,
        };
    }

    private static Error Wrong(string message) => CommonErrors.InvalidRequest.With($"role_id: {message}");
}

using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Groups;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Assignments;

/// <summary>Lists the roles that a user or group was given at one place, without what they imply and what comes from elsewhere.</summary>
internal static class ListGrants
{
    public static readonly Operation ProjectUser = New("ListProjectUserRoles", GrantPolicies.ListGrants, GrantPath.Project, "User");
    public static readonly Operation ProjectGroup = New("ListProjectGroupRoles", GrantPolicies.ListGrants, GrantPath.Project, "Group");
    public static readonly Operation DomainUser = New("ListDomainUserRoles", GrantPolicies.ListGrants, GrantPath.Domain, "User");
    public static readonly Operation DomainGroup = New("ListDomainGroupRoles", GrantPolicies.ListGrants, GrantPath.Domain, "Group");
    public static readonly Operation InheritedDomainUser = New("ListInheritedDomainUserRoles", GrantPolicies.ListGrants, GrantPath.Domain, "User");
    public static readonly Operation InheritedDomainGroup = New("ListInheritedDomainGroupRoles", GrantPolicies.ListGrants, GrantPath.Domain, "Group");
    public static readonly Operation SystemUser = New("ListSystemUserRoles", GrantPolicies.ListSystemUser, GrantPath.System, "User");
    public static readonly Operation SystemGroup = New("ListSystemGroupRoles", GrantPolicies.ListSystemGroup, GrantPath.System, "Group");

    public static async Task<Outcome<RolesResponse>> HandleAsync(GrantPath path, Call call, IDatabase database) =>
        await database.ReadAsync<Outcome<RolesResponse>>(async session =>
        {
            var grant = await Grant.FindAsync(call, session, path);
            if (grant.RefuseRead(call, GrantPolicies.OfListing(path)) is { } refused)
            {
                return refused;
            }

            var roles = await session.QueryAsync(
                $"SELECT {Role.Columns} FROM iam_roles WHERE id IN (SELECT role_id FROM iam_role_assignments WHERE {path.IsHere}) ORDER BY name_key, id", Role.Read);
            return new RolesResponse([.. roles.OrderBy(RoleTable.OrderOf).Select(role => role.ToBody(call))], IamLinks.ToList(call, LinkOf(path)));
        }, call.Context.RequestAborted);

    private static string LinkOf(GrantPath path)
    {
        var target = path.TargetType == GrantPath.System ? GrantPath.System : $"{path.TargetType}s/{Uri.EscapeDataString(path.TargetId)}";
        var list = $"{target}/{path.ActorType}s/{Uri.EscapeDataString(path.ActorId)}/roles";
        return path.IsInherited ? $"OS-INHERIT/{list}/inherited_to_projects" : list;
    }

    private static Operation New(string operationId, Policy policy, string place, string resourceType) => new(
        "iam", operationId, policy.Permission, GrantEvents.OfReading(operationId, place, resourceType),
        IamErrors.ProjectNotFound, IamErrors.UserNotFound, GroupErrors.GroupNotFound, OrganisationErrors.NotFound);
}

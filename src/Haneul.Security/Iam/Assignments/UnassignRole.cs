using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Groups;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Assignments;

/// <summary>Takes a role from a user or group. Tokens act with what is left from the next call on, and die with the last role.</summary>
internal static class UnassignRole
{
    public static readonly Operation ProjectUser = New("UnassignProjectUserRole", GrantPolicies.RevokeGrant, GrantEvents.ProjectUserUnassign);
    public static readonly Operation ProjectGroup = New("UnassignProjectGroupRole", GrantPolicies.RevokeGrant, GrantEvents.ProjectGroupUnassign);
    public static readonly Operation DomainUser = New("UnassignDomainUserRole", GrantPolicies.RevokeGrant, GrantEvents.DomainUserUnassign);
    public static readonly Operation DomainGroup = New("UnassignDomainGroupRole", GrantPolicies.RevokeGrant, GrantEvents.DomainGroupUnassign);
    public static readonly Operation InheritedProjectUser = New("UnassignInheritedProjectUserRole", GrantPolicies.RevokeGrant, GrantEvents.ProjectUserUnassign);
    public static readonly Operation InheritedProjectGroup = New("UnassignInheritedProjectGroupRole", GrantPolicies.RevokeGrant, GrantEvents.ProjectGroupUnassign);
    public static readonly Operation InheritedDomainUser = New("UnassignInheritedDomainUserRole", GrantPolicies.RevokeGrant, GrantEvents.DomainUserUnassign);
    public static readonly Operation InheritedDomainGroup = New("UnassignInheritedDomainGroupRole", GrantPolicies.RevokeGrant, GrantEvents.DomainGroupUnassign);
    public static readonly Operation SystemUser = New("UnassignSystemUserRole", GrantPolicies.RevokeSystemUser, TrailRule.Organisation("Unassign System User Role", "User"));
    public static readonly Operation SystemGroup = New("UnassignSystemGroupRole", GrantPolicies.RevokeSystemGroup, TrailRule.Organisation("Unassign System Group Role", "Group"));

    public static async Task<Outcome<NoContent>> HandleAsync(GrantPath path, Call call, IDatabase database, MeaningfulChanges changes)
    {
        // A look before the change: what is refused must not make stale what is kept of everybody's tokens.
        if ((await database.ReadAsync(session => FindAsync(call, session, path), call.Context.RequestAborted)).Error is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var found = await FindAsync(call, transaction, path);
            if (found.Error is { } error)
            {
                return error;
            }

            await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE {path.IsHere} AND role_id = {path.RoleId}");
            var isAdmin = found.Value.Role is { IsBuiltIn: true, Name: RoleTable.Admin };
            return isAdmin && await Administrators.RefuseNoneAsync(transaction) is { } locked ? locked : Outcome.NoContent();
        });
    }

    private static async ValueTask<Outcome<Grant>> FindAsync(Call call, IDatabaseSession session, GrantPath path)
    {
        var grant = await Grant.FindAsync(call, session, path);
        if (grant.RefuseChange(call, GrantPolicies.OfUnassigning(path)) is { } refused)
        {
            return refused;
        }

        return await grant.ExistsAsync(session) ? grant : AssignmentErrors.NotFound.With(grant.Role!.Name);
    }

    private static Operation New(string operationId, Policy policy, TrailRule trail) => new(
        "iam", operationId, policy.Permission, trail,
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, IamErrors.UserNotFound, IamErrors.RoleNotFound, IamErrors.LastAdministrator,
        GroupErrors.GroupNotFound, OrganisationErrors.NotFound, AssignmentErrors.NotFound, AssignmentErrors.RoleNotGivable);
}

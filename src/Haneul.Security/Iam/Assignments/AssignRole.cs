using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Groups;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Assignments;

/// <summary>Gives a user or group a role: on a project, an organisation or the system, or for the projects below to inherit. Giving it again changes nothing.</summary>
internal static class AssignRole
{
    public static readonly Operation ProjectUser = New("AssignProjectUserRole", GrantPolicies.CreateGrant, GrantEvents.ProjectUserAssign);
    public static readonly Operation ProjectGroup = New("AssignProjectGroupRole", GrantPolicies.CreateGrant, GrantEvents.ProjectGroupAssign);
    public static readonly Operation DomainUser = New("AssignDomainUserRole", GrantPolicies.CreateGrant, GrantEvents.DomainUserAssign);
    public static readonly Operation DomainGroup = New("AssignDomainGroupRole", GrantPolicies.CreateGrant, GrantEvents.DomainGroupAssign);
    public static readonly Operation InheritedProjectUser = New("AssignInheritedProjectUserRole", GrantPolicies.CreateGrant, GrantEvents.ProjectUserAssign);
    public static readonly Operation InheritedProjectGroup = New("AssignInheritedProjectGroupRole", GrantPolicies.CreateGrant, GrantEvents.ProjectGroupAssign);
    public static readonly Operation InheritedDomainUser = New("AssignInheritedDomainUserRole", GrantPolicies.CreateGrant, GrantEvents.DomainUserAssign);
    public static readonly Operation InheritedDomainGroup = New("AssignInheritedDomainGroupRole", GrantPolicies.CreateGrant, GrantEvents.DomainGroupAssign);
    public static readonly Operation SystemUser = New("AssignSystemUserRole", GrantPolicies.CreateSystemUser, TrailRule.Organisation("Assign System User Role", "User"));
    public static readonly Operation SystemGroup = New("AssignSystemGroupRole", GrantPolicies.CreateSystemGroup, TrailRule.Organisation("Assign System Group Role", "Group"));

    public static async Task<Outcome<NoContent>> HandleAsync(GrantPath path, Call call, IDatabase database, MeaningfulChanges changes)
    {
        // A look before the change: what is refused must not make stale what is kept of everybody's tokens.
        if (await database.ReadAsync(session => RefuseAsync(call, session, path), call.Context.RequestAborted) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await RefuseAsync(call, transaction, path) is { } error)
            {
                return error;
            }

            await transaction.ExecuteAsync($"""
                INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
                VALUES ({path.ActorType}, {path.ActorId}, {path.TargetType}, {path.TargetId}, {path.RoleId}, {path.IsInherited}, {UnixTime.ToMicroseconds(call.Now)})
                ON CONFLICT DO NOTHING
                """);
            return Outcome.NoContent();
        });
    }

    private static async ValueTask<Error?> RefuseAsync(Call call, IDatabaseSession session, GrantPath path)
    {
        var grant = await Grant.FindAsync(call, session, path);
        return grant.RefuseChange(call, GrantPolicies.OfAssigning(path)) ?? GrantRules.RefusePlace(grant);
    }

    private static Operation New(string operationId, Policy policy, TrailRule trail) => new(
        "iam", operationId, policy.Permission, trail,
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, IamErrors.UserNotFound, IamErrors.RoleNotFound,
        GroupErrors.GroupNotFound, OrganisationErrors.NotFound, AssignmentErrors.RoleNotGivable, AssignmentErrors.RoleOfOtherOrganisation);
}

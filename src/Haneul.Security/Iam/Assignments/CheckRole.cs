using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Groups;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Assignments;

/// <summary>Says whether a user or group was given a role; what reaches them through groups, from above or by implication is listed by <c>role_assignments</c>.</summary>
internal static class CheckRole
{
    public static readonly Operation ProjectUser = New("CheckProjectUserRole", GrantPolicies.CheckGrant, GrantPath.Project, "User");
    public static readonly Operation ProjectGroup = New("CheckProjectGroupRole", GrantPolicies.CheckGrant, GrantPath.Project, "Group");
    public static readonly Operation DomainUser = New("CheckDomainUserRole", GrantPolicies.CheckGrant, GrantPath.Domain, "User");
    public static readonly Operation DomainGroup = New("CheckDomainGroupRole", GrantPolicies.CheckGrant, GrantPath.Domain, "Group");
    public static readonly Operation InheritedProjectUser = New("CheckInheritedProjectUserRole", GrantPolicies.CheckGrant, GrantPath.Project, "User");
    public static readonly Operation InheritedProjectGroup = New("CheckInheritedProjectGroupRole", GrantPolicies.CheckGrant, GrantPath.Project, "Group");
    public static readonly Operation InheritedDomainUser = New("CheckInheritedDomainUserRole", GrantPolicies.CheckGrant, GrantPath.Domain, "User");
    public static readonly Operation InheritedDomainGroup = New("CheckInheritedDomainGroupRole", GrantPolicies.CheckGrant, GrantPath.Domain, "Group");
    public static readonly Operation SystemUser = New("CheckSystemUserRole", GrantPolicies.CheckSystemUser, GrantPath.System, "User");
    public static readonly Operation SystemGroup = New("CheckSystemGroupRole", GrantPolicies.CheckSystemGroup, GrantPath.System, "Group");

    public static async Task<Outcome<NoContent>> HandleAsync(GrantPath path, Call call, IDatabase database) =>
        await database.ReadAsync<Outcome<NoContent>>(async session =>
        {
            var grant = await Grant.FindAsync(call, session, path);
            if (grant.RefuseRead(call, GrantPolicies.OfChecking(path)) is { } refused)
            {
                return refused;
            }

            return await grant.ExistsAsync(session) ? Outcome.NoContent() : AssignmentErrors.NotFound.With(grant.Role!.Name);
        }, call.Context.RequestAborted);

    private static Operation New(string operationId, Policy policy, string place, string resourceType) => new(
        "iam", operationId, policy.Permission, GrantEvents.OfReading(operationId, place, resourceType),
        IamErrors.ProjectNotFound, IamErrors.UserNotFound, IamErrors.RoleNotFound, GroupErrors.GroupNotFound, OrganisationErrors.NotFound, AssignmentErrors.NotFound);
}

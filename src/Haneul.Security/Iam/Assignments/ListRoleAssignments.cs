using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Assignments;

/// <summary>
/// Lists who holds which role where. Unlike stock Keystone, which answers everything at once, in pages of <see cref="ListPage.Longest"/>: <c>links.next</c> leads on.
/// </summary>
internal static class ListRoleAssignments
{
    public static readonly Operation Operation = new(
        "iam", "ListRoleAssignments",
        GrantPolicies.ListAssignments.Permission,
        TrailRule.Organisation("List Role Assignments", "Role Assignment"));

    public static async Task<Outcome<RoleAssignmentsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        var wanted = AssignmentFilter.Read(query, call.Context.Request.Query);
        return await database.ReadAsync<Outcome<RoleAssignmentsResponse>>(async session =>
        {
            var place = wanted.ProjectId is null ? null : await AssignmentPlace.FindAsync(session, wanted.ProjectId);
            var (policy, target) = wanted.IncludesSubtree
                ? (GrantPolicies.ListAssignmentsOfTree, new PolicyTarget(DomainId: place?.OrganisationId))
                : (GrantPolicies.ListAssignments, new PolicyTarget(DomainId: call.Caller.DomainId, ProjectId: wanted.ProjectId));
            if ((policy.Refuse(call, target) ?? query.Check(UnknownFields.Ignore)) is { } refused)
            {
                return refused;
            }

            // Who may see what belongs to nobody sees all; others the organisation of their token, or the project that they were admitted to.
            var filter = policy.Admits(call.Caller, default) ? wanted : await LimitAsync(session, wanted, call.Caller.DomainId);
            var roles = await directory.GetAsync(session);
            var (entries, next) = await new AssignmentReader(session, roles, filter, place).ReadAsync();
            var names = filter.IncludesNames ? await AssignmentNames.ReadAsync(session, roles, entries) : AssignmentNames.None;
            return new RoleAssignmentsResponse([.. entries.Select(entry => entry.ToBody(call, names))], LinksOf(call, filter, next));
        }, call.Context.RequestAborted);
    }

    private static async ValueTask<AssignmentFilter> LimitAsync(IDatabaseSession session, AssignmentFilter wanted, string? domainId)
    {
        const int Large = 1000;
        var projects = await session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM iam_projects WHERE organisation_id = {domainId} LIMIT {Large}) counted", static row => row.GetInt64(0));
        return wanted with { OnlyDomainId = domainId, IsOnlyDomainLarge = projects == Large };
    }

    private static ListLinks LinksOf(Call call, AssignmentFilter filter, AssignmentPosition? next)
    {
        var self = IamLinks.ToList(call, "role_assignments");
        return next is null ? self : self with { Next = IamLinks.ToNextPage(call, "role_assignments", filter.Limit, next.ToMarker()) };
    }
}

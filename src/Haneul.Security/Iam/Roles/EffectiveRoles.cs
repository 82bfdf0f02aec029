using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Roles;

/// <summary>The roles that a token acts with.</summary>
internal static class EffectiveRoles
{
    /// <summary>
    /// The roles at creation of the key ∩ the roles at issue ∩ the roles now, each with what it implies (decisions.md, roles). So a demotion
    /// acts at once, and a promotion needs a new key. Null stands for no limit.
    /// </summary>
    public static IReadOnlyList<Role> Intersect(RoleSet roles, RoleScope scope, IEnumerable<string> now, IReadOnlyCollection<string>? atIssue, IReadOnlyCollection<string>? ofKey) =>
    [
        .. roles.Expand(now, scope).Where(role =>
            (atIssue is null || atIssue.Contains(role.Id, StringComparer.Ordinal)) && (ofKey is null || ofKey.Contains(role.Id, StringComparer.Ordinal))),
    ];

    /// <summary>
    /// The ids of the roles that a user is given on a project, without what the roles imply: directly or through groups, on the project itself or inherited from
    /// its organisation or a project above it.
    /// </summary>
    public static ValueTask<List<string>> OnProjectAsync(IDatabaseSession session, string userId, string projectId) =>
        QueryAsync(session, userId, Reaching(RoleScope.Project, projectId));

    /// <summary>The ids of the roles that a user is given on an organisation, directly or through groups, without what the roles imply.</summary>
    public static ValueTask<List<string>> OnDomainAsync(IDatabaseSession session, string userId, string domainId) =>
        QueryAsync(session, userId, Reaching(RoleScope.Domain, domainId));

    /// <summary>The ids of the roles that a user is given on the installation, directly or through groups, without what the roles imply.</summary>
    public static ValueTask<List<string>> OnSystemAsync(IDatabaseSession session, string userId) => QueryAsync(session, userId, Reaching(RoleScope.System, id: null));

    /// <summary>The condition that an assignment <c>a</c> counts in a place.</summary>
    public static Sql Reaching(RoleScope scope, string? id) => scope switch
    {
        // Every branch begins at the actor, who has few rows; the project's own row is read for inherited ones only.
        RoleScope.Project => $"""
            ((a.inherited = 0 AND a.target_type = 'project' AND a.target_id = {id})
             OR (a.inherited = 1 AND EXISTS (
                SELECT 1 FROM iam_projects p
                WHERE p.id = {id} AND ((a.target_type = 'domain' AND a.target_id = p.organisation_id)
                   OR (a.target_type = 'project' AND ' ' || p.ancestor_ids || ' ' LIKE '% ' || a.target_id || ' %')))))
            """,
        RoleScope.Domain => $"a.inherited = 0 AND a.target_type = 'domain' AND a.target_id = {id}",
        _ => $"a.inherited = 0 AND a.target_type = 'system'",
    };

    private static ValueTask<List<string>> QueryAsync(IDatabaseSession session, string userId, Sql reaches) => session.QueryAsync($"""
        SELECT a.role_id FROM iam_role_assignments a
        WHERE a.actor_type = 'user' AND a.actor_id = {userId} AND {reaches}
        UNION
        SELECT a.role_id FROM iam_group_members m CROSS JOIN iam_role_assignments a
        WHERE a.actor_type = 'group' AND a.actor_id = m.group_id AND m.user_id = {userId} AND {reaches}
        """, static row => row.GetString(0));
}

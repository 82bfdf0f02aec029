using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Roles;

/// <summary>The roles that a token acts with.</summary>
internal static class EffectiveRoles
{
    /// <summary>
    /// The roles at creation of the key ∩ the roles at issue ∩ the roles now, each with what it implies (decisions.md, roles). So a demotion
    /// acts at once, and a promotion needs a new key. Null stands for no limit.
    /// </summary>
    public static IReadOnlyList<Role> Intersect(RoleSet roles, IEnumerable<string> now, IReadOnlyCollection<string>? atIssue, IReadOnlyCollection<string>? ofKey) =>
    [
        .. roles.Expand(now).Where(role =>
            (atIssue is null || atIssue.Contains(role.Id, StringComparer.Ordinal)) && (ofKey is null || ofKey.Contains(role.Id, StringComparer.Ordinal))),
    ];

    /// <summary>The ids of the roles that a user is given on a project, without what they imply.</summary>
    public static ValueTask<List<string>> AssignedAsync(IDatabaseSession session, string userId, string projectId) => session.QueryAsync($"""
        SELECT role_id FROM iam_role_assignments
        WHERE actor_type = 'user' AND actor_id = {userId} AND target_type = 'project' AND target_id = {projectId}
        """, static row => row.GetString(0));
}

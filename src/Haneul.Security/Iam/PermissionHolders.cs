using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam;

/// <summary>Finds everybody who holds a permission in a project: the effective roles (<see cref="EffectiveRoles"/>) asked the other way round.</summary>
internal static class PermissionHolders
{
    public static async ValueTask<IReadOnlyList<PermissionHolder>> FindAsync(IDatabaseSession session, RoleSet roles, string projectId, Permission permission)
    {
        var granting = roles.All.Where(role => RoleTable.PermissionsOf(roles.Expand([role.Id], RoleScope.Project)).Contains(permission)).ToList();
        var project = await session.QueryFirstOrDefaultAsync(
            $"SELECT organisation_id, ancestor_ids FROM iam_projects WHERE id = {projectId}", static row => new Place(row.GetString(0), row.GetString(1)));
        if (granting.Count == 0 || project is null)
        {
            return [];
        }

        var grants = GrantsOf(granting, projectId, project);
        var users = await session.QueryAsync(
            $"""
            SELECT u.id, CASE WHEN s.user_id IS NULL THEN {SubjectTypes.User} ELSE {SubjectTypes.ServiceAccount} END, u.name
            FROM (
                SELECT a.actor_id AS user_id FROM iam_role_assignments a WHERE a.actor_type = 'user' AND {grants}
                UNION
                SELECT m.user_id FROM iam_role_assignments a CROSS JOIN iam_group_members m WHERE a.actor_type = 'group' AND m.group_id = a.actor_id AND {grants}
            ) holders
            JOIN iam_users u ON u.id = holders.user_id
            JOIN iam_organisations o ON o.id = u.organisation_id
            LEFT JOIN iam_service_accounts s ON s.user_id = u.id
            WHERE u.enabled = 1 AND o.enabled = 1
            ORDER BY u.name, u.id
            """,
            static row => new Subject(row.GetString(0), row.GetString(1), row.GetString(2)));
        var groups = await GroupsAsync(session, grants);
        return [.. users.Select(user => new PermissionHolder(user.Id, user.Type, user.Name, [.. groups[user.Id]]))];
    }

    /// <summary>Whether an assignment <c>a</c> gives one of the roles in the project: on itself, or inherited from what is above it.</summary>
    private static Sql GrantsOf(List<Role> granting, string projectId, Place project)
    {
        Sql ids = $"{granting[0].Id}";
        foreach (var role in granting.Skip(1))
        {
            ids = $"{ids}, {role.Id}";
        }

        Sql places = $"""
            (a.target_type = 'project' AND a.target_id = {projectId} AND a.inherited = 0) OR (a.target_type = 'domain' AND a.target_id = {project.OrganisationId} AND a.inherited = 1)
            """;
        foreach (var ancestor in project.AncestorIds.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            places = $"{places} OR (a.target_type = 'project' AND a.target_id = {ancestor} AND a.inherited = 1)";
        }

        return $"a.role_id IN ({ids}) AND ({places})";
    }

    /// <summary>The groups of all who hold the permission, by user.</summary>
    private static async ValueTask<ILookup<string, HolderGroup>> GroupsAsync(IDatabaseSession session, Sql grants)
    {
        var rows = await session.QueryAsync(
            $"""
            SELECT m.user_id, g.id, g.name,
                CASE WHEN g.id IN (SELECT a.actor_id FROM iam_role_assignments a WHERE a.actor_type = 'group' AND {grants}) THEN 1 ELSE 0 END
            FROM iam_group_members m JOIN iam_groups g ON g.id = m.group_id
            WHERE m.user_id IN (
                SELECT a.actor_id FROM iam_role_assignments a WHERE a.actor_type = 'user' AND {grants}
                UNION
                SELECT n.user_id FROM iam_role_assignments a CROSS JOIN iam_group_members n WHERE a.actor_type = 'group' AND n.group_id = a.actor_id AND {grants})
            ORDER BY g.name, g.id
            """,
            static row => (UserId: row.GetString(0), Group: new HolderGroup(row.GetString(1), row.GetString(2), row.GetInt64(3) != 0)));
        return rows.ToLookup(static row => row.UserId, static row => row.Group, StringComparer.Ordinal);
    }

    /// <param name="OrganisationId">The organisation of the project.</param>
    /// <param name="AncestorIds">The projects above it, separated by spaces.</param>
    private sealed record Place(string OrganisationId, string AncestorIds);
}

using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Users;

/// <summary>The projects that a user may enter: where they have a role that comes to something there, directly or through groups, on the project or inherited from above.</summary>
internal static class ReachableProjects
{
    // More than that in a statement cost more to read than they save.
    private const int MostNamed = 24;

    /// <summary>The projects of a page, and one more if another follows.</summary>
    /// <param name="session">The database.</param>
    /// <param name="roles">The roles of the installation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="condition">The end of a condition on <c>iam_projects</c>.</param>
    /// <param name="page">The page.</param>
    public static async ValueTask<List<Project>> ListAsync(IDatabaseSession session, RoleSet roles, string userId, Sql condition, ListPage page)
    {
        // The roles of one user are few; all that open a project would make a statement of dozens of parameters, which costs more to read than to answer.
        var held = await session.QueryAsync($"""
            SELECT a.role_id, a.target_type, a.target_id, a.inherited FROM iam_role_assignments a WHERE a.actor_type = 'user' AND a.actor_id = {userId}
            UNION
            SELECT a.role_id, a.target_type, a.target_id, a.inherited FROM iam_group_members m CROSS JOIN iam_role_assignments a
            WHERE a.actor_type = 'group' AND a.actor_id = m.group_id AND m.user_id = {userId}
            """, static row => (Role: row.GetString(0), IsProject: row.GetString(1) == "project", Target: row.GetString(2), IsInherited: row.GetInt64(3) == 1));

        // Roles of organisations and those that stand for nothing open no project (RoleSet.Expand), so no token could be had there.
        var opening = held.Select(static each => each.Role).Distinct(StringComparer.Ordinal).Where(id => roles.Expand([id], RoleScope.Project).Count > 0).ToList();
        if (opening.Count == 0)
        {
            return [];
        }

        // Most users hold roles on a few projects and inherit none: then nothing below any project needs to be walked.
        var targets = held.Where(each => each.IsProject && opening.Contains(each.Role, StringComparer.Ordinal)).Select(static each => each.Target).Distinct(StringComparer.Ordinal).ToList();
        return held.Exists(static each => each.IsInherited) || targets.Count is 0 or > MostNamed
            ? await session.QueryAsync(Statement(userId, opening, condition, page), Project.Read)
            : await session.QueryAsync($"SELECT {Project.Columns} FROM iam_projects WHERE id IN ({List(targets)}){condition} AND id > {page.After} ORDER BY id LIMIT {page.Take}", Project.Read);
    }

    /// <summary>The statement behind the list: it begins at what the user holds, directly or through groups.</summary>
    public static Sql Statement(string userId, List<string> roleIds, Sql condition, ListPage page) => $"""
        WITH RECURSIVE held (target_type, target_id, inherited) AS (
            SELECT a.target_type, a.target_id, a.inherited FROM iam_role_assignments a
            WHERE a.actor_type = 'user' AND a.actor_id = {userId} AND a.role_id IN ({List(roleIds)})
            UNION
            SELECT a.target_type, a.target_id, a.inherited FROM iam_group_members m CROSS JOIN iam_role_assignments a
            WHERE a.actor_type = 'group' AND a.actor_id = m.group_id AND m.user_id = {userId} AND a.role_id IN ({List(roleIds)})),
        below (id) AS (
            SELECT p.id FROM held h JOIN iam_projects p ON p.parent_id = h.target_id WHERE h.target_type = 'project' AND h.inherited = 1
            UNION
            SELECT p.id FROM below b JOIN iam_projects p ON p.parent_id = b.id)
        SELECT {Project.Columns} FROM iam_projects
        WHERE id IN (
            SELECT h.target_id FROM held h WHERE h.target_type = 'project' AND h.inherited = 0
            UNION
            SELECT id FROM below
            UNION
            SELECT p.id FROM held h JOIN iam_projects p ON p.organisation_id = h.target_id WHERE h.target_type = 'domain' AND h.inherited = 1){condition}
          AND id > {page.After}
        ORDER BY id LIMIT {page.Take}
        """;

    private static Sql List(List<string> ids)
    {
        Sql list = $"{ids[0]}";
        foreach (var id in ids.Skip(1))
        {
            list = $"{list}, {id}";
        }

        return list;
    }
}

using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam;

/// <summary>Whom a project's resources can be shared with, from the tables of users, groups, service accounts and role assignments.</summary>
internal sealed class Subjects(RoleDirectory roles) : ISubjects
{
    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Subject>> FindAsync(IDatabaseSession session, string projectId, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        Sql wanted = $"{ids[0]}";
        foreach (var id in ids.Skip(1))
        {
            wanted = $"{wanted}, {id}";
        }

        return await session.QueryAsync(
            $"""
            SELECT u.id, CASE WHEN s.user_id IS NULL THEN {SubjectTypes.User} ELSE {SubjectTypes.ServiceAccount} END, u.name
            FROM iam_users u LEFT JOIN iam_service_accounts s ON s.user_id = u.id
            WHERE u.id IN ({wanted}) AND (s.project_id = {projectId} OR (s.user_id IS NULL AND EXISTS (
                SELECT 1 FROM iam_role_assignments a WHERE a.actor_type = 'user' AND a.actor_id = u.id AND a.target_type = 'project' AND a.target_id = {projectId})))
            UNION ALL
            SELECT g.id, {SubjectTypes.Group}, g.name
            FROM iam_groups g
            WHERE g.id IN ({wanted}) AND EXISTS (
                SELECT 1 FROM iam_role_assignments a WHERE a.actor_type = 'group' AND a.actor_id = g.id AND a.target_type = 'project' AND a.target_id = {projectId})
            """,
            static row => new Subject(row.GetString(0), row.GetString(1), row.GetString(2)));
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<PermissionHolder>> HoldersAsync(IDatabaseSession session, string projectId, Permission permission) =>
        await PermissionHolders.FindAsync(session, await roles.GetAsync(session), projectId, permission);

    /// <inheritdoc />
    public Sql IdsOf(string userId) => $"SELECT {userId} UNION ALL SELECT group_id FROM iam_group_members WHERE user_id = {userId}";
}

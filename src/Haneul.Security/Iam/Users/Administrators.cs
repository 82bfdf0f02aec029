using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Users;

/// <summary>
/// Those who administer the installation, directly or through groups: there is always one who can sign in, and only they themselves change who they are
/// (docs/adr/0011-only-administrators-touch-administrators.md).
/// </summary>
internal static class Administrators
{
    // The role and whatever comes to it. Organisations can't make a role that does: admin can't be implied by any of theirs.
    private static Sql AdminRoles => $"""
        WITH RECURSIVE admins (id) AS (
            SELECT id FROM iam_roles WHERE is_built_in = 1 AND name = {RoleTable.Admin}
            UNION
            SELECT i.prior_id FROM admins JOIN iam_role_implications i ON i.implied_id = admins.id)
        """;

    // On an organisation itself it makes a manager of that organisation (docs/adr/0010-an-organisations-admin-stays-in-it.md). Whoever has any role on the installation sees
    // all organisations, which no manager of one of them must get by way of a password.
    private static Sql Counts => $"""
        (a.target_type = 'system' OR (a.role_id IN (SELECT id FROM admins) AND (a.target_type = 'project' OR a.inherited = 1)))
        """;

    /// <summary>
    /// 409 if a change, already made in the transaction, leaves nobody who can sign in as an administrator: a user who is enabled and has a password, with the role on the
    /// installation or on a project that is enabled, directly or through a group, on it or inherited.
    /// </summary>
    public static async ValueTask<Error?> RefuseNoneAsync(IDatabaseSession session) =>
        (await session.QueryAsync(AnyWhoSignsIn, static row => true)).Count == 0 ? IamErrors.LastAdministrator.AsError() : null;

    // CROSS JOIN keeps SQLite to the order that is written, where it would read every assignment on a project first. Below a project that is enabled the first level is
    // enough: no project is, below one that is not.
    /// <summary>The statement behind <see cref="RefuseNoneAsync"/>: it begins at the few rows that give the role.</summary>
    public static Sql AnyWhoSignsIn => $"""
        {AdminRoles},
        holders (actor_type, actor_id) AS (
            SELECT a.actor_type, a.actor_id FROM admins CROSS JOIN iam_role_assignments a
            WHERE a.role_id = admins.id AND (
                (a.target_type = 'system' AND a.inherited = 0)
                OR (a.target_type = 'project' AND a.inherited = 0 AND EXISTS (SELECT 1 FROM {OpenProjects} AND p.id = a.target_id))
                OR (a.target_type = 'project' AND a.inherited = 1 AND EXISTS (SELECT 1 FROM {OpenProjects} AND p.parent_id = a.target_id))
                OR (a.target_type = 'domain' AND a.inherited = 1 AND EXISTS (SELECT 1 FROM {OpenProjects} AND p.organisation_id = a.target_id))))
        SELECT 1 FROM (
            SELECT h.actor_id AS user_id FROM holders h WHERE h.actor_type = 'user'
            UNION ALL
            SELECT m.user_id FROM holders h CROSS JOIN iam_group_members m WHERE m.group_id = h.actor_id AND h.actor_type = 'group') c
        CROSS JOIN iam_users u CROSS JOIN iam_organisations o
        WHERE u.id = c.user_id AND o.id = u.organisation_id
          AND u.enabled = 1 AND u.kind = {User.Person} AND u.password_hash IS NOT NULL AND o.enabled = 1
        LIMIT 1
        """;

    /// <summary>403 if the user administers the installation or sees all of it, and the caller does not administer it.</summary>
    public static async ValueTask<Error?> RefuseUserAsync(Call call, IDatabaseSession session, string userId) =>
        call.Caller.IsAdmin() ? null : Refuse(call, await session.QueryAsync($"""
            {AdminRoles}
            SELECT 1 FROM iam_role_assignments a WHERE a.actor_type = 'user' AND a.actor_id = {userId} AND {Counts}
            UNION ALL
            SELECT 1 FROM iam_group_members m CROSS JOIN iam_role_assignments a WHERE a.actor_type = 'group' AND a.actor_id = m.group_id AND m.user_id = {userId} AND {Counts}
            LIMIT 1
            """, static row => true));

    /// <summary>403 if a group makes administrators of the installation or lets its members see all of it, and the caller does not administer it.</summary>
    public static async ValueTask<Error?> RefuseGroupAsync(Call call, IDatabaseSession session, string groupId) =>
        call.Caller.IsAdmin() ? null : Refuse(call, await session.QueryAsync($"""
            {AdminRoles}
            SELECT 1 FROM iam_role_assignments a WHERE a.actor_type = 'group' AND a.actor_id = {groupId} AND {Counts} LIMIT 1
            """, static row => true));

    private static Sql OpenProjects => $"iam_projects p JOIN iam_organisations po ON po.id = p.organisation_id AND po.enabled = 1 WHERE p.enabled = 1";

    private static Error? Refuse(Call call, List<bool> found) => found.Count == 0 ? null : UserErrors.AdministratorsOnly.With(call.Operation!.OperationId);
}

using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Users;

/// <summary>Keeps an installation from being locked: nobody could ever give the role of an administrator again.</summary>
internal static class Administrators
{
    /// <summary>409 if a change, already made in the transaction, leaves nobody who can sign in as an administrator: with a password, on a project that is enabled, both in enabled organisations.</summary>
    public static async ValueTask<Error?> RefuseNoneAsync(IDatabaseSession session)
    {
        var left = await session.QueryFirstOrDefaultAsync($"""
            SELECT COUNT(*) FROM iam_role_assignments a
            JOIN iam_roles r ON r.id = a.role_id AND r.name = {RoleTable.Admin}
            JOIN iam_users u ON u.id = a.actor_id AND u.enabled = 1 AND u.password_hash IS NOT NULL
            JOIN iam_organisations uo ON uo.id = u.organisation_id AND uo.enabled = 1
            JOIN iam_projects p ON p.id = a.target_id AND p.enabled = 1
            JOIN iam_organisations po ON po.id = p.organisation_id AND po.enabled = 1
            WHERE a.actor_type = 'user' AND a.target_type = 'project'
            """, static row => row.GetInt64(0));
        return left == 0 ? IamErrors.LastAdministrator.AsError() : null;
    }
}

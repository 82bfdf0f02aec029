using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Everything that a user is given somewhere: what the lists of possible scopes begin with. Nobody is given much, however large the installation is.</summary>
internal static class HeldRoles
{
    /// <summary>
    /// A query with <c>target_type</c>, <c>target_id</c> and <c>inherited</c> of all that a user is given, directly or through groups, but for roles that come to nothing on
    /// that scope: a token with them alone is refused (<see cref="TokenScopes"/>), so they must not promise one.
    /// </summary>
    public static Sql Of(string userId, RoleSet roles, RoleScope scope)
    {
        Sql without = Sql.Empty;
        foreach (var role in roles.All.Where(role => roles.Expand([role.Id], scope).Count == 0))
        {
            without = $"{without} AND a.role_id <> {role.Id}";
        }

        return $"""
            SELECT a.target_type, a.target_id, a.inherited FROM iam_role_assignments a WHERE a.actor_type = 'user' AND a.actor_id = {userId}{without}
            UNION
            SELECT a.target_type, a.target_id, a.inherited FROM iam_group_members m CROSS JOIN iam_role_assignments a
            WHERE a.actor_type = 'group' AND a.actor_id = m.group_id AND m.user_id = {userId}{without}
            """;
    }
}

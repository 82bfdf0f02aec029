using System.Data.Common;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>One assignment by which somebody holds a role in a place.</summary>
/// <param name="RoleId">The role that is given.</param>
/// <param name="GroupId">The group by which they have it; null for themselves.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="Heir">Where it is inherited from, <c>organisation</c> or <c>project</c>; null if it is given in the place itself.</param>
/// <param name="HeirId">The id of that.</param>
/// <param name="HeirName">Its name.</param>
internal sealed record HeldRoleLine(string RoleId, string? GroupId, string? GroupName, string? Heir, string HeirId, string? HeirName)
{
    /// <summary>Everything by which a user holds roles in a place, in the way of <see cref="EffectiveRoles"/>.</summary>
    public static async ValueTask<IReadOnlyList<HeldRoleLine>> ReadAsync(IDatabaseSession session, string userId, AskedPlace place)
    {
        var reaches = EffectiveRoles.Reaching(place.Scope, place.Id);
        Sql target = $"""
            CASE WHEN a.inherited = 1 THEN CASE a.target_type WHEN 'domain' THEN 'organisation' ELSE 'project' END END, a.target_id,
            CASE a.target_type WHEN 'domain' THEN (SELECT o.name FROM iam_organisations o WHERE o.id = a.target_id)
                 WHEN 'project' THEN (SELECT q.name FROM iam_projects q WHERE q.id = a.target_id) END
            """;
        return await session.QueryAsync($"""
            SELECT a.role_id, NULL, NULL, {target} FROM iam_role_assignments a WHERE a.actor_type = 'user' AND a.actor_id = {userId} AND {reaches}
            UNION ALL
            SELECT a.role_id, g.id, g.name, {target}
            FROM iam_group_members m CROSS JOIN iam_role_assignments a JOIN iam_groups g ON g.id = m.group_id
            WHERE a.actor_type = 'group' AND a.actor_id = m.group_id AND m.user_id = {userId} AND {reaches}
            """, Read);
    }

    /// <summary>The roles that the line comes to, on the wire, each by its nearest source.</summary>
    public IEnumerable<AccessRole> ToRoles(RoleSet roles, RoleScope scope, IReadOnlyCollection<string>? ofKey) => roles.Reach(RoleId, scope).Select(each =>
    {
        var (through, source) = each.PriorId is { } prior ? ("implied", new AccessRoleSource("role", prior, roles.FindById(prior)!.Name))
            : GroupId is not null ? ("group", new AccessRoleSource("group", GroupId, GroupName!))
            : Heir is not null ? ("inherited", new AccessRoleSource(Heir, HeirId, HeirName ?? ""))
            : ("direct", null);
        return new AccessRole(each.Role.Name, through, source, ofKey?.Contains(each.Role.Id, StringComparer.Ordinal) ?? true);
    });

    private static HeldRoleLine Read(DbDataReader row) => new(row.GetString(0), Text(row, 1), Text(row, 2), Text(row, 3), row.GetString(4), Text(row, 5));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

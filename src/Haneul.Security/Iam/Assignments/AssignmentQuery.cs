using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Assignments;

/// <summary>
/// The rows of assignments that a filter needs, in the order of their key. Every filter is an equality that an index begins with; without any the key itself is walked,
/// as far as the page goes. Nothing reads the table whole.
/// </summary>
internal static class AssignmentQuery
{
    /// <summary>The statement.</summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="place">The project of the filter; null if there is none.</param>
    /// <param name="roleIds">The roles that come to the role of the filter; null if none is asked for.</param>
    /// <param name="from">The row to begin at, itself included; null for the first.</param>
    /// <param name="take">How many rows.</param>
    public static Sql Of(AssignmentFilter filter, AssignmentPlace? place, IReadOnlyCollection<string>? roleIds, AssignmentRow? from, int take)
    {
        Sql conditions = $"{OfActor(filter)}{OfRole(roleIds)}{OfTarget(filter, place)}{OfOrganisation(filter, roleIds)}";
        if (filter.IsInherited)
        {
            conditions = $"{conditions} AND inherited = 1";
        }

        if (from is not null)
        {
            conditions = $"""
                {conditions} AND (actor_type, actor_id, target_type, target_id, role_id, inherited)
                >= ({from.ActorType}, {from.ActorId}, {from.TargetType}, {from.TargetId}, {from.RoleId}, {from.IsInherited})
                """;
        }

        return $"""
            SELECT actor_type, actor_id, target_type, target_id, role_id, inherited FROM iam_role_assignments
            WHERE 1 = 1{conditions}
            ORDER BY actor_type, actor_id, target_type, target_id, role_id, inherited LIMIT {take}
            """;
    }

    /// <summary>Reads a row of the statement.</summary>
    public static AssignmentRow Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5) == 1);

    private static Sql OfActor(AssignmentFilter filter) => filter switch
    {
        { UserId: { } userId, IsEffective: true } => $"""
             AND ((actor_type = 'user' AND actor_id = {userId})
               OR (actor_type = 'group' AND actor_id IN (SELECT group_id FROM iam_group_members WHERE user_id = {userId})))
            """,
        { UserId: { } userId } => $" AND actor_type = 'user' AND actor_id = {userId}",
        { GroupId: { } groupId } => $" AND actor_type = 'group' AND actor_id = {groupId}",
        _ => Sql.Empty,
    };

    private static Sql OfRole(IReadOnlyCollection<string>? roleIds)
    {
        if (roleIds is null)
        {
            return Sql.Empty;
        }

        // One role is an equality, by which the index also gives the order.
        Sql list = $"{roleIds.FirstOrDefault()}";
        foreach (var id in roleIds.Skip(1))
        {
            list = $"{list}, {id}";
        }

        Sql isOne = $" AND role_id = {list}", isAny = $" AND role_id IN ({list})";
        return roleIds.Count == 1 ? isOne : isAny;
    }

    private static Sql OfTarget(AssignmentFilter filter, AssignmentPlace? place)
    {
        if (filter.IsSystem)
        {
            return $" AND target_type = 'system' AND target_id = 'all'";
        }

        if (filter.DomainId is { } domainId)
        {
            // What an organisation passes on does not count on itself.
            Sql direct = $" AND target_type = 'domain' AND target_id = {domainId}";
            return filter.IsEffective ? $"{direct} AND inherited = 0" : direct;
        }

        if (filter.ProjectId is not { } projectId)
        {
            return Sql.Empty;
        }

        return filter.IsEffective ? OfHeir(projectId, place!, filter.IncludesSubtree)
            : filter.IncludesSubtree ? In($"{Tree(projectId)}")
            : $" AND target_type = 'project' AND target_id = {projectId}";

        static Sql In(Sql projects) => $" AND target_type = 'project' AND target_id IN ({projects})";
    }

    private static Sql OfHeir(string projectId, AssignmentPlace place, bool includesSubtree)
    {
        // The project itself and what it may inherit from; also what is below it if that is asked for. What is passed on counts below the place where it is given.
        Sql above = $"(target_type = 'domain' AND target_id = {place.OrganisationId} AND inherited = 1)";
        foreach (var ancestor in place.AncestorIds)
        {
            above = $"{above} OR (target_type = 'project' AND target_id = {ancestor} AND inherited = 1)";
        }

        Sql alone = $" AND ({above} OR (target_type = 'project' AND target_id = {projectId} AND inherited = 0))";
        Sql withTree = $" AND ({above} OR (target_type = 'project' AND target_id IN ({Tree(projectId)})))";
        return includesSubtree ? withTree : alone;
    }

    private static Sql OfOrganisation(AssignmentFilter filter, IReadOnlyCollection<string>? roleIds)
    {
        if (filter.OnlyDomainId is not { } domainId)
        {
            return Sql.Empty;
        }

        // Beside a filter it is asked of each row that the filter leaves; alone it leads to the rows, but for an organisation that holds most of them: finding and sorting
        // half a million takes a second, walking the key until the page is full a few milliseconds.
        var isAlone = !filter.IsOnlyDomainLarge && (filter.UserId ?? filter.GroupId ?? filter.ProjectId ?? filter.DomainId) is null && roleIds is null;
        Sql leads = $"""
             AND ((target_type = 'domain' AND target_id = {domainId})
               OR (target_type = 'project' AND target_id IN (SELECT id FROM iam_projects WHERE organisation_id = {domainId})))
            """;
        Sql asks = $"""
             AND CASE target_type WHEN 'domain' THEN target_id = {domainId}
                 WHEN 'project' THEN EXISTS (SELECT 1 FROM iam_projects p WHERE p.id = target_id AND p.organisation_id = {domainId}) ELSE FALSE END
            """;
        return isAlone ? leads : asks;
    }

    /// <summary>The ids of a project and everything below it.</summary>
    private static Sql Tree(string projectId) => $"""
        WITH RECURSIVE tree (id) AS (SELECT id FROM iam_projects WHERE id = {projectId} UNION ALL SELECT p.id FROM iam_projects p JOIN tree ON p.parent_id = tree.id)
        SELECT id FROM tree
        """;
}

/// <summary>Where a project is.</summary>
/// <param name="OrganisationId">Its organisation.</param>
/// <param name="AncestorIds">The projects above it.</param>
internal sealed record AssignmentPlace(string OrganisationId, string[] AncestorIds)
{
    /// <summary>Looks it up; null if there is no such project.</summary>
    public static ValueTask<AssignmentPlace?> FindAsync(IDatabaseSession session, string projectId) => session.QueryFirstOrDefaultAsync(
        $"SELECT organisation_id, ancestor_ids FROM iam_projects WHERE id = {projectId}",
        static row => new AssignmentPlace(row.GetString(0), row.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}

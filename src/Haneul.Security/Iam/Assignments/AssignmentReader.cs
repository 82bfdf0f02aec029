using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Assignments;

/// <summary>
/// Reads a page of assignments, as they were given or as what they come to. What one group passes on to all projects of an organisation may be millions of lines, so
/// they are made one after the other, and only as many as the page has.
/// </summary>
internal sealed class AssignmentReader(IDatabaseSession session, RoleSet roles, AssignmentFilter filter, AssignmentPlace? place)
{
    private const int BatchSize = 500;

    private readonly List<AssignmentEntry> _entries = [];
    private AssignmentPosition? _last = filter.After;
    private AssignmentRow? _done;

    /// <summary>The page, and the place after which the next begins; null if there is none.</summary>
    public async ValueTask<(List<AssignmentEntry> Entries, AssignmentPosition? Next)> ReadAsync()
    {
        var roleIds = filter.RoleId is null ? null : RolesThatComeTo(filter.RoleId);
        if (roleIds is [] || (filter is { IsEffective: true, ProjectId: not null } && place is null))
        {
            return ([], null);
        }

        var from = filter.After?.Row;
        while (true)
        {
            // One more than fits, to know whether another page follows.
            var take = filter.IsEffective ? BatchSize : filter.Limit + 2;
            var rows = await session.QueryAsync(AssignmentQuery.Of(filter, place, roleIds, from, take), AssignmentQuery.Read);
            foreach (var row in rows)
            {
                if (!await AddAsync(row))
                {
                    return (_entries, _last);
                }
            }

            if (rows.Count < take)
            {
                return (_entries, null);
            }

            // The last row is read once more as the first of the next batch, and passed over there: the statement begins at a row, not after one.
            from = rows[^1];
            _done = from;
        }
    }

    /// <summary>Adds what a row comes to, after the last place; false if the page is full before the end of it.</summary>
    private async ValueTask<bool> AddAsync(AssignmentRow row)
    {
        if (row == _done)
        {
            return true;
        }

        var after = _last is not null && _last.Row == row ? _last : null;
        if (!filter.IsEffective)
        {
            return after is not null || TryAdd(new AssignmentPosition(row), [AssignmentEntry.Of(row)]);
        }

        var held = roles.Reach(row.RoleId, row.IsInherited ? RoleScope.Project : ScopeOf(row.TargetType))
            .Where(each => filter.RoleId is null || each.Role.Id == filter.RoleId).ToList();
        if (held.Count == 0)
        {
            return true;
        }

        await foreach (var userId in UsersAsync(row, after?.UserId ?? ""))
        {
            var afterProject = userId == after?.UserId ? after.ProjectId : null;
            await foreach (var projectId in ProjectsAsync(row, afterProject))
            {
                var (targetType, targetId) = projectId.Length > 0 ? (GrantPath.Project, projectId) : (row.TargetType, row.TargetId);
                var lines = held.Select(each => new AssignmentEntry(row, each.Role.Id, each.PriorId, userId, targetType, targetId));
                if (!TryAdd(new AssignmentPosition(row, userId, projectId), [.. lines]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The users whom a row reaches, from one on.</summary>
    private async IAsyncEnumerable<string> UsersAsync(AssignmentRow row, string from)
    {
        if (row.ActorType == GrantPath.User || filter.UserId is not null)
        {
            yield return filter.UserId ?? row.ActorId;
            yield break;
        }

        for (var isFirst = true; ; isFirst = false)
        {
            Sql after = $"user_id > {from}", begin = isFirst ? $"user_id >= {from}" : after;
            var members = await session.QueryAsync(
                $"SELECT user_id FROM iam_group_members WHERE group_id = {row.ActorId} AND {begin} ORDER BY user_id LIMIT {BatchSize}", static member => member.GetString(0));
            foreach (var userId in members)
            {
                yield return userId;
            }

            if (members.Count < BatchSize)
            {
                yield break;
            }

            from = members[^1];
        }
    }

    /// <summary>The projects that a row counts in, after one; empty text stands for the place where it is given. Null for all.</summary>
    private async IAsyncEnumerable<string> ProjectsAsync(AssignmentRow row, string? after)
    {
        if (!row.IsInherited)
        {
            if (after is null)
            {
                yield return "";
            }

            yield break;
        }

        if (filter is { ProjectId: { } only, IncludesSubtree: false })
        {
            if (after is null)
            {
                yield return only;
            }

            yield break;
        }

        var last = after ?? "";
        while (true)
        {
            var projects = await session.QueryAsync(
                $"SELECT id FROM iam_projects WHERE {OfHeirs(row)}{OfTree()} AND id > {last} ORDER BY id LIMIT {BatchSize}", static project => project.GetString(0));
            foreach (var projectId in projects)
            {
                yield return projectId;
            }

            if (projects.Count < BatchSize)
            {
                yield break;
            }

            last = projects[^1];
        }
    }

    private static Sql OfHeirs(AssignmentRow row)
    {
        if (row.TargetType == GrantPath.Domain)
        {
            return $"organisation_id = {row.TargetId}";
        }

        var below = $"% {row.TargetId} %";
        return $"organisation_id = (SELECT o.organisation_id FROM iam_projects o WHERE o.id = {row.TargetId}) AND ' ' || ancestor_ids || ' ' LIKE {below}";
    }

    private Sql OfTree()
    {
        if (filter is not { IncludesSubtree: true, ProjectId: { } top })
        {
            return Sql.Empty;
        }

        var below = $"% {top} %";
        return $" AND (id = {top} OR ' ' || ancestor_ids || ' ' LIKE {below})";
    }

    private List<string> RolesThatComeTo(string roleId) =>
        filter.IsEffective ? [.. roles.All.Where(role => roles.Closure([role.Id]).Contains(roleId)).Select(role => role.Id)] : [roleId];

    private bool TryAdd(AssignmentPosition position, List<AssignmentEntry> entries)
    {
        // What one assignment implies stays together: a page may be that much longer.
        if (_entries.Count >= filter.Limit)
        {
            return false;
        }

        _entries.AddRange(entries);
        _last = position;
        return true;
    }

    private static RoleScope ScopeOf(string targetType) => targetType switch
    {
        GrantPath.Project => RoleScope.Project,
        GrantPath.Domain => RoleScope.Domain,
        _ => RoleScope.System,
    };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Projects;

/// <summary>The projects above and below one. An organisation is above all of its projects, and no project itself.</summary>
internal static class ProjectTree
{
    /// <summary>How many levels of projects an organisation may have: Keystone's default.</summary>
    public const int MostLevels = 5;

    /// <summary>The ids of the projects above, the nearest first.</summary>
    public static IEnumerable<string> AncestorsOf(Project project) => project.AncestorIds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse();

    /// <summary>The ancestors of a new project below <paramref name="parent"/>.</summary>
    public static string Below(Project parent) => parent.AncestorIds.Length == 0 ? parent.Id : $"{parent.AncestorIds} {parent.Id}";

    /// <summary>The projects above, the nearest first; with <paramref name="userId"/> only those in which that user has a role.</summary>
    public static async ValueTask<List<Project>> AboveAsync(IDatabaseSession session, Project project, string? userId = null)
    {
        var order = AncestorsOf(project).ToList();
        if (order.Count == 0)
        {
            return [];
        }

        Sql ids = $"{order[0]}";
        foreach (var id in order.Skip(1))
        {
            ids = $"{ids}, {id}";
        }

        var above = await QueryAsync(session, $"p.id IN ({ids})", userId);
        above.Sort((one, other) => order.IndexOf(one.Id).CompareTo(order.IndexOf(other.Id)));
        return above;
    }

    /// <summary>The projects below a project, in no order; with <paramref name="userId"/> only those in which that user has a role.</summary>
    public static ValueTask<List<Project>> BelowAsync(IDatabaseSession session, string projectId, string? userId = null)
    {
        // Level by level along the index on parents: the list of ancestors could only be searched.
        Sql below = $"""
            p.id IN (
                WITH RECURSIVE below (id) AS (
                    SELECT id FROM iam_projects WHERE parent_id = {projectId}
                    UNION ALL
                    SELECT c.id FROM iam_projects c JOIN below b ON c.parent_id = b.id)
                SELECT id FROM below)
            """;
        return QueryAsync(session, below, userId);
    }

    /// <summary>All projects of an organisation; with <paramref name="userId"/> only those in which that user has a role.</summary>
    public static ValueTask<List<Project>> OfOrganisationAsync(IDatabaseSession session, string organisationId, string? userId = null) =>
        QueryAsync(session, $"p.organisation_id = {organisationId}", userId);

    /// <summary>The ids above, each inside the one below it, up to the organisation.</summary>
    public static JsonElement NestAbove(Project project)
    {
        var nested = new JsonObject { [project.OrganisationId] = null };
        foreach (var id in AncestorsOf(project).Reverse())
        {
            nested = new JsonObject { [id] = nested };
        }

        return ToElement(nested);
    }

    /// <summary>The ids below, each with those below it; null for none.</summary>
    /// <param name="rootId">The project, or the organisation.</param>
    /// <param name="below">All projects below it.</param>
    public static JsonElement NestBelow(string rootId, IEnumerable<Project> below)
    {
        var children = below.ToLookup(static project => project.ParentId ?? project.OrganisationId, static project => project.Id, StringComparer.Ordinal);
        return ToElement(Nest(rootId));

        JsonObject? Nest(string id) => children.Contains(id)
            ? new JsonObject(children[id].Select(child => KeyValuePair.Create<string, JsonNode?>(child, Nest(child))))
            : null;
    }

    private static JsonElement ToElement(JsonObject? nested) => JsonElement.Parse(nested?.ToJsonString() ?? "null");

    private static ValueTask<List<Project>> QueryAsync(IDatabaseSession session, Sql which, string? userId)
    {
        var held = userId is null ? Sql.Empty : Holds(userId);
        return session.QueryAsync($"SELECT {Project.Columns} FROM iam_projects p WHERE {which}{held} ORDER BY p.id", Project.Read);
    }

    /// <summary>That the user has a role on the project <c>p</c>: directly or through a group, on itself or inherited.</summary>
    private static Sql Holds(string userId) => $"""
         AND EXISTS (
            SELECT 1 FROM iam_role_assignments a
            WHERE ((a.actor_type = 'user' AND a.actor_id = {userId})
                OR (a.actor_type = 'group' AND a.actor_id IN (SELECT m.group_id FROM iam_group_members m WHERE m.user_id = {userId})))
            AND ((a.inherited = 0 AND a.target_type = 'project' AND a.target_id = p.id)
                OR (a.inherited = 1 AND a.target_type = 'domain' AND a.target_id = p.organisation_id)
                OR (a.inherited = 1 AND a.target_type = 'project' AND ' ' || p.ancestor_ids || ' ' LIKE '% ' || a.target_id || ' %')))
        """;
}

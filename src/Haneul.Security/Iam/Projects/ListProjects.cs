using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Lists projects or, with <c>is_domain</c>, organisations seen as projects. A token for an organisation sees its projects.</summary>
internal static class ListProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListProjects",
        ProjectPolicies.List.Permission,
        TrailRule.Organisation("List Projects", "Project"));

    public static async Task<Outcome<ProjectsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var organisation = query.Text("domain_id");
        var parent = query.Text("parent_id");
        Sql byName = ListFilters.Name(query), byTags = ProjectFilters.Tags(query), byEnabled = ListFilters.WhereEnabled(ListFilters.Enabled(query));
        var page = ListPage.Read(query);
        if (ProjectPolicies.List.RefuseList(call, organisation, out var only) is { } refused)
        {
            return refused;
        }

        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        Sql filters = $"{byName}{byTags}{byEnabled}";
        var bodies = QueryFlags.IsSet(call, "is_domain")
            ? await OrganisationsAsync(call, database, hasOwner: only is not null || parent is not null, $"WHERE id > {page.After}{filters} ORDER BY id LIMIT {page.Take}")
            : await ProjectsAsync(call, database, Statement(only, parent, filters, page));
        var links = page.Cut(call, "projects", bodies, static body => body.Id);
        return new ProjectsResponse(bodies, links);
    }

    /// <summary>The statement behind a list of projects, which goes along an index (0004_identity.sql).</summary>
    public static Sql Statement(string? organisation, string? parent, Sql filters, ListPage page)
    {
        Sql byOrganisation = ListFilters.Where("organisation_id", organisation);
        Sql byParent = parent is null ? Sql.Empty : $" AND (parent_id = {parent} OR (parent_id IS NULL AND organisation_id = {parent}))";
        return $"""
            SELECT {Project.Columns} FROM iam_projects
            WHERE id > {page.After}{filters}{byOrganisation}{byParent}
            ORDER BY id LIMIT {page.Take}
            """;
    }

    private static async ValueTask<List<ProjectBody>> ProjectsAsync(Call call, IDatabase database, Sql statement)
    {
        var projects = await database.ReadAsync(session => session.QueryAsync(statement, Project.Read), call.Context.RequestAborted);
        return projects.ConvertAll(project => project.ToBody(call));
    }

    private static async ValueTask<List<ProjectBody>> OrganisationsAsync(Call call, IDatabase database, bool hasOwner, Sql which)
    {
        // As projects they have neither organisation nor parent, so nothing is found by one.
        if (hasOwner)
        {
            return [];
        }

        var organisations = await database.ReadAsync(
            session => session.QueryAsync($"SELECT {Organisation.Columns} FROM iam_organisations {which}", Organisation.Read), call.Context.RequestAborted);
        return organisations.ConvertAll(organisation => organisation.ToProjectBody(call));
    }
}

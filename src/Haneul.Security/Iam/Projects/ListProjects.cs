using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Lists projects.</summary>
internal static class ListProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListProjects",
        Permission.Granted("iam:project:list"),
        TrailRule.Organisation("List Projects", "Project"));

    public static async Task<Outcome<ProjectsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var name = query.Text("name");
        var organisation = query.Text("domain_id");
        var parent = query.Text("parent_id");
        var enabled = ListFilters.Enabled(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        // The parent of every project is its organisation.
        Sql byName = ListFilters.Where("name", name), byOrganisation = ListFilters.Where("organisation_id", organisation);
        Sql byParent = ListFilters.Where("organisation_id", parent), byEnabled = ListFilters.WhereEnabled(enabled);
        var projects = await database.ReadAsync(session => session.QueryAsync($"SELECT {Project.Columns} FROM iam_projects WHERE 1 = 1{byName}{byOrganisation}{byParent}{byEnabled} ORDER BY name, id", Project.Read), call.Context.RequestAborted);
        return new ProjectsResponse([.. projects.Select(project => project.ToBody(call))], IamLinks.ToList(call, "projects"));
    }
}

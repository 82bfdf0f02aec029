using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Which endpoints a project's catalogue is limited to: those associated with it, and those of the groups associated with it. With none of them it is whole.</summary>
internal static class ProjectEndpoints
{
    /// <summary>The endpoint groups that are for a project.</summary>
    public static ValueTask<List<EndpointGroup>> GroupsOfAsync(IDatabaseSession session, string projectId) => session.QueryAsync(
        $"SELECT {EndpointGroup.Columns} FROM iam_endpoint_groups WHERE id IN (SELECT endpoint_group_id FROM iam_project_endpoint_groups WHERE project_id = {projectId}) ORDER BY id",
        EndpointGroup.Read);

    /// <summary>The endpoints that a project is limited to; empty if it is not limited.</summary>
    public static async ValueTask<IReadOnlyList<CatalogEndpoint>> EndpointsOfAsync(IDatabaseSession session, CatalogEntries entries, string projectId)
    {
        var own = (await session.QueryAsync($"SELECT endpoint_id FROM iam_project_endpoints WHERE project_id = {projectId}", static row => row.GetString(0))).ToHashSet(StringComparer.Ordinal);
        var groups = await GroupsOfAsync(session, projectId);
        return [.. entries.Endpoints.Where(endpoint => own.Contains(endpoint.Id) || groups.Exists(group => group.Filter.Takes(endpoint)))];
    }

    /// <summary>404 if the project or the endpoint is not there.</summary>
    public static async ValueTask<Error?> RefuseUnknownAsync(IDatabaseSession session, CatalogEntries entries, string projectId, string endpointId) =>
        entries.FindEndpoint(endpointId) is null ? CatalogErrors.EndpointNotFound.With(endpointId)
        : await Project.FindAsync(session, projectId) is null ? IamErrors.ProjectNotFound.With(projectId)
        : null;

    /// <summary>404 if the project or the endpoint group is not there.</summary>
    public static async ValueTask<Error?> RefuseUnknownGroupAsync(IDatabaseSession session, string projectId, string groupId) =>
        await Project.FindAsync(session, projectId) is null ? IamErrors.ProjectNotFound.With(projectId)
        : await EndpointGroup.FindAsync(session, groupId) is null ? CatalogErrors.EndpointGroupNotFound.With(groupId)
        : null;

    /// <summary>Whether an endpoint is associated with a project, by itself and not by a group.</summary>
    public static async ValueTask<bool> HasEndpointAsync(IDatabaseSession session, string projectId, string endpointId) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_project_endpoints WHERE project_id = {projectId} AND endpoint_id = {endpointId}", static row => row.GetInt64(0)) > 0;

    /// <summary>Whether an endpoint group is associated with a project.</summary>
    public static async ValueTask<bool> HasGroupAsync(IDatabaseSession session, string projectId, string groupId) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_project_endpoint_groups WHERE project_id = {projectId} AND endpoint_group_id = {groupId}", static row => row.GetInt64(0)) > 0;

    /// <summary>The projects whose ids a statement selects, as the answer of a list.</summary>
    public static async ValueTask<ProjectsResponse> ProjectsAsync(IDatabaseSession session, Call call, string path, Sql ids)
    {
        var projects = await session.QueryAsync($"SELECT {Project.Columns} FROM iam_projects WHERE id IN ({ids}) ORDER BY id", Project.Read);
        return new([.. projects.Select(project => project.ToBody(call))], IamLinks.ToList(call, path));
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Lists the projects that an endpoint is associated with, by itself; as in Keystone, groups do not count.</summary>
internal static class ListEndpointProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListEndpointProjects",
        ServiceCatalogPolicies.ListProjectsOfEndpoint.Permission,
        TrailRule.Organisation("List Endpoint Projects", "Endpoint"),
        CatalogErrors.EndpointNotFound);

    public static async Task<Outcome<ProjectsResponse>> HandleAsync(string endpoint_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = endpoint_id;
        if (ServiceCatalogPolicies.ListProjectsOfEndpoint.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<ProjectsResponse>>(async session =>
        {
            var entries = await directory.GetAsync(session);
            return entries.FindEndpoint(endpoint_id) is null
                ? CatalogErrors.EndpointNotFound.With(endpoint_id)
                : await ProjectEndpoints.ProjectsAsync(
                    session, call, $"OS-EP-FILTER/endpoints/{endpoint_id}/projects", $"SELECT project_id FROM iam_project_endpoints WHERE endpoint_id = {endpoint_id}");
        }, call.Context.RequestAborted);
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Lists the projects that an endpoint group is for.</summary>
internal static class ListEndpointGroupProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListEndpointGroupProjects",
        ServiceCatalogPolicies.ListProjectsOfGroup.Permission,
        TrailRule.Organisation("List Endpoint Group Projects", "Endpoint Group"),
        CatalogErrors.EndpointGroupNotFound);

    public static async Task<Outcome<ProjectsResponse>> HandleAsync(string endpoint_group_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = endpoint_group_id;
        if (ServiceCatalogPolicies.ListProjectsOfGroup.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<ProjectsResponse>>(async session =>
        {
            if (await EndpointGroup.FindAsync(session, endpoint_group_id) is not { } group)
            {
                return CatalogErrors.EndpointGroupNotFound.With(endpoint_group_id);
            }

            call.Trail.ResourceName = group.Name;
            return await ProjectEndpoints.ProjectsAsync(
                session, call, $"OS-EP-FILTER/endpoint_groups/{group.Id}/projects", $"SELECT project_id FROM iam_project_endpoint_groups WHERE endpoint_group_id = {group.Id}");
        }, call.Context.RequestAborted);
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Shows that an endpoint group is for a project.</summary>
internal static class GetProjectEndpointGroup
{
    public static readonly Operation Operation = new(
        "iam", "GetProjectEndpointGroup",
        ServiceCatalogPolicies.GetGroupOfProject.Permission,
        TrailRule.Organisation("Get Project Endpoint Group", "Endpoint Group"),
        IamErrors.ProjectNotFound, CatalogErrors.EndpointGroupNotFound, CatalogErrors.NotOfProject);

    public static async Task<Outcome<ProjectEndpointGroupResponse>> HandleAsync(string endpoint_group_id, string project_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = endpoint_group_id;
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.GetGroupOfProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<ProjectEndpointGroupResponse>>(async session =>
        {
            if (await ProjectEndpoints.RefuseUnknownGroupAsync(session, project_id, endpoint_group_id) is { } unknown)
            {
                return unknown;
            }

            return await ProjectEndpoints.HasGroupAsync(session, project_id, endpoint_group_id)
                ? new ProjectEndpointGroupResponse(
                    new(endpoint_group_id, project_id, IamLinks.To(call, $"OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects", project_id)))
                : CatalogErrors.NotOfProject.With($"the endpoint group {endpoint_group_id}");
        }, call.Context.RequestAborted);
    }
}

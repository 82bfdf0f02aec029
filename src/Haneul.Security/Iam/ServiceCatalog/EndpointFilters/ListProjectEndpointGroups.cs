using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Lists the endpoint groups that a project is limited to.</summary>
internal static class ListProjectEndpointGroups
{
    public static readonly Operation Operation = new(
        "iam", "ListProjectEndpointGroups",
        ServiceCatalogPolicies.ListGroupsOfProject.Permission,
        TrailRule.Organisation("List Project Endpoint Groups", "Endpoint Group"),
        IamErrors.ProjectNotFound);

    public static async Task<Outcome<EndpointGroupsResponse>> HandleAsync(string project_id, Call call, IDatabase database)
    {
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.ListGroupsOfProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<EndpointGroupsResponse>>(async session =>
        {
            if (await Project.FindAsync(session, project_id) is null)
            {
                return IamErrors.ProjectNotFound.With(project_id);
            }

            var groups = await ProjectEndpoints.GroupsOfAsync(session, project_id);
            return new EndpointGroupsResponse([.. groups.Select(group => group.ToBody(call))], IamLinks.ToList(call, $"OS-EP-FILTER/projects/{project_id}/endpoint_groups"));
        }, call.Context.RequestAborted);
    }
}

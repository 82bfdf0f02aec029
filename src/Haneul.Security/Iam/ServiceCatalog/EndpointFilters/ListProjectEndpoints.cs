using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Lists the endpoints that a project is limited to, by themselves or by a group; none means that it is not limited.</summary>
internal static class ListProjectEndpoints
{
    public static readonly Operation Operation = new(
        "iam", "ListProjectEndpoints",
        ServiceCatalogPolicies.ListEndpointsOfProject.Permission,
        TrailRule.Organisation("List Project Endpoints", "Endpoint"),
        IamErrors.ProjectNotFound);

    public static async Task<Outcome<EndpointsResponse>> HandleAsync(string project_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.ListEndpointsOfProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<EndpointsResponse>>(async session =>
        {
            if (await Project.FindAsync(session, project_id) is null)
            {
                return IamErrors.ProjectNotFound.With(project_id);
            }

            var endpoints = await ProjectEndpoints.EndpointsOfAsync(session, await directory.GetAsync(session), project_id);
            return new EndpointsResponse([.. endpoints.Select(endpoint => endpoint.ToBody(call))], IamLinks.ToList(call, $"OS-EP-FILTER/projects/{project_id}/endpoints"));
        }, call.Context.RequestAborted);
    }
}

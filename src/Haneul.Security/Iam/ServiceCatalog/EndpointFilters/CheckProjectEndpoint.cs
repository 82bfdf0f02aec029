using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Tells whether a project is limited to an endpoint by the endpoint itself: 204, or 404.</summary>
internal static class CheckProjectEndpoint
{
    public static readonly Operation Operation = new(
        "iam", "CheckProjectEndpoint",
        ServiceCatalogPolicies.CheckEndpointInProject.Permission,
        TrailRule.Organisation("Check Project Endpoint", "Endpoint"),
        IamErrors.ProjectNotFound, CatalogErrors.EndpointNotFound, CatalogErrors.NotOfProject);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string endpoint_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = endpoint_id;
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.CheckEndpointInProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<NoContent>>(async session =>
        {
            if (await ProjectEndpoints.RefuseUnknownAsync(session, await directory.GetAsync(session), project_id, endpoint_id) is { } unknown)
            {
                return unknown;
            }

            return await ProjectEndpoints.HasEndpointAsync(session, project_id, endpoint_id) ? Outcome.NoContent() : CatalogErrors.NotOfProject.With($"the endpoint {endpoint_id}");
        }, call.Context.RequestAborted);
    }
}

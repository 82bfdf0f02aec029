using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Takes an endpoint from a project; with the last one its catalogue is whole again.</summary>
internal static class RemoveProjectEndpoint
{
    public static readonly Operation Operation = new(
        "iam", "RemoveProjectEndpoint",
        ServiceCatalogPolicies.RemoveEndpointFromProject.Permission,
        TrailRule.Organisation("Remove Project Endpoint", "Endpoint"),
        IamErrors.DelegatedChange, CatalogErrors.NotOfProject);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string endpoint_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = endpoint_id;
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.RemoveEndpointFromProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var removed = await transaction.ExecuteAsync($"DELETE FROM iam_project_endpoints WHERE project_id = {project_id} AND endpoint_id = {endpoint_id}");
            return removed > 0 ? Outcome.NoContent() : CatalogErrors.NotOfProject.With($"the endpoint {endpoint_id}");
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Limits a project's catalogue to an endpoint, beside those that it is limited to already.</summary>
internal static class AddProjectEndpoint
{
    public static readonly Operation Operation = new(
        "iam", "AddProjectEndpoint",
        ServiceCatalogPolicies.AddEndpointToProject.Permission,
        TrailRule.Organisation("Add Project Endpoint", "Endpoint"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, CatalogErrors.EndpointNotFound, CatalogErrors.AlreadyOfProject);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string endpoint_id, Call call, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = endpoint_id;
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.AddEndpointToProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await ProjectEndpoints.RefuseUnknownAsync(transaction, await directory.ReadAsync(transaction), project_id, endpoint_id) is { } unknown)
            {
                return unknown;
            }

            var added = await transaction.ExecuteAsync($"INSERT INTO iam_project_endpoints (project_id, endpoint_id) VALUES ({project_id}, {endpoint_id}) ON CONFLICT DO NOTHING");
            return added > 0 ? Outcome.NoContent() : CatalogErrors.AlreadyOfProject.With($"the endpoint {endpoint_id}");
        });
    }
}

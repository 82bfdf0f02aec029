using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Takes an endpoint group from a project.</summary>
internal static class RemoveProjectEndpointGroup
{
    public static readonly Operation Operation = new(
        "iam", "RemoveProjectEndpointGroup",
        ServiceCatalogPolicies.RemoveGroupFromProject.Permission,
        TrailRule.Organisation("Remove Project Endpoint Group", "Endpoint Group"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, CatalogErrors.EndpointGroupNotFound, CatalogErrors.NotOfProject);

    public static async Task<Outcome<NoContent>> HandleAsync(string endpoint_group_id, string project_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = endpoint_group_id;
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.RemoveGroupFromProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await ProjectEndpoints.RefuseUnknownGroupAsync(transaction, project_id, endpoint_group_id) is { } unknown)
            {
                return unknown;
            }

            var removed = await transaction.ExecuteAsync($"DELETE FROM iam_project_endpoint_groups WHERE project_id = {project_id} AND endpoint_group_id = {endpoint_group_id}");
            return removed > 0 ? Outcome.NoContent() : CatalogErrors.NotOfProject.With($"the endpoint group {endpoint_group_id}");
        });
    }
}

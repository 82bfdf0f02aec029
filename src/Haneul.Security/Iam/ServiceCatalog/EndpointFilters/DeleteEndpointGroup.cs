using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Deletes an endpoint group, also from the projects that it was for.</summary>
internal static class DeleteEndpointGroup
{
    public static readonly Operation Operation = new(
        "iam", "DeleteEndpointGroup",
        ServiceCatalogPolicies.DeleteEndpointGroup.Permission,
        TrailRule.Organisation("Delete Endpoint Group", "Endpoint Group"),
        IamErrors.DelegatedChange, CatalogErrors.EndpointGroupNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string endpoint_group_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = endpoint_group_id;
        if (ServiceCatalogPolicies.DeleteEndpointGroup.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await EndpointGroup.FindAsync(transaction, endpoint_group_id) is not { } group)
            {
                return CatalogErrors.EndpointGroupNotFound.With(endpoint_group_id);
            }

            call.Trail.ResourceName = group.Name;
            await transaction.ExecuteAsync($"DELETE FROM iam_project_endpoint_groups WHERE endpoint_group_id = {endpoint_group_id}");
            await transaction.ExecuteAsync($"DELETE FROM iam_endpoint_groups WHERE id = {endpoint_group_id}");
            return Outcome.NoContent();
        });
    }
}

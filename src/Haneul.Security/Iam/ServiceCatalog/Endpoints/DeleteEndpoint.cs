using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>Deletes an endpoint, also from the projects that it was for.</summary>
internal static class DeleteEndpoint
{
    public static readonly Operation Operation = new(
        "iam", "DeleteEndpoint",
        ServiceCatalogPolicies.DeleteEndpoint.Permission,
        TrailRule.Organisation("Delete Endpoint", "Endpoint"),
        IamErrors.DelegatedChange, CatalogErrors.EndpointNotFound, CatalogErrors.BuiltInEntry);

    public static async Task<Outcome<NoContent>> HandleAsync(string endpoint_id, Call call, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = endpoint_id;
        if (ServiceCatalogPolicies.DeleteEndpoint.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var entries = await directory.ReadAsync(transaction);
            if (entries.FindEndpoint(endpoint_id) is not { } endpoint)
            {
                return CatalogErrors.EndpointNotFound.With(endpoint_id);
            }

            if (endpoint.BuiltIn is not null)
            {
                return CatalogErrors.BuiltInEntry.With(endpoint_id);
            }

            await CatalogEndpoint.DeleteAsync(transaction, endpoint_id);
            return Outcome.NoContent();
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.Services;

/// <summary>Deletes a service with its endpoints.</summary>
internal static class DeleteService
{
    public static readonly Operation Operation = new(
        "iam", "DeleteService",
        ServiceCatalogPolicies.DeleteService.Permission,
        TrailRule.Organisation("Delete Service", "Service"),
        IamErrors.DelegatedChange, CatalogErrors.ServiceNotFound, CatalogErrors.BuiltInEntry);

    public static async Task<Outcome<NoContent>> HandleAsync(string service_id, Call call, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = service_id;
        if (ServiceCatalogPolicies.DeleteService.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var entries = await directory.ReadAsync(transaction);
            if (entries.FindService(service_id) is not { } service)
            {
                return CatalogErrors.ServiceNotFound.With(service_id);
            }

            if (service.IsBuiltIn)
            {
                return CatalogErrors.BuiltInEntry.With(service.Name);
            }

            call.Trail.ResourceName = service.Name;
            foreach (var endpoint in entries.Endpoints.Where(endpoint => endpoint.ServiceId == service_id))
            {
                await CatalogEndpoint.DeleteAsync(transaction, endpoint.Id);
            }

            await transaction.ExecuteAsync($"DELETE FROM iam_policy_associations WHERE service_id = {service_id}");
            await transaction.ExecuteAsync($"DELETE FROM iam_services WHERE id = {service_id}");
            return Outcome.NoContent();
        });
    }
}

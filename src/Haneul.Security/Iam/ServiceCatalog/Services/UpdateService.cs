using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Services;

/// <summary>Changes a service. A disabled one is in no token's catalogue.</summary>
internal static class UpdateService
{
    public static readonly Operation Operation = new(
        "iam", "UpdateService",
        ServiceCatalogPolicies.UpdateService.Permission,
        TrailRule.Organisation("Update Service", "Service"),
        IamErrors.DelegatedChange, CatalogErrors.ServiceNotFound, CatalogErrors.BuiltInEntry);

    public static async Task<Outcome<ServiceResponse>> HandleAsync(string service_id, Call call, JsonBody body, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = service_id;
        if (ServiceCatalogPolicies.UpdateService.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(fields => ServiceFields.Read(fields, service_id), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<ServiceResponse>(call, async transaction =>
        {
            var entries = await directory.ReadAsync(transaction);
            if (entries.FindService(service_id) is not { } old)
            {
                return CatalogErrors.ServiceNotFound.With(service_id);
            }

            if (old.IsBuiltIn)
            {
                return CatalogErrors.BuiltInEntry.With(old.Name);
            }

            var service = old with
            {
                Type = wanted.Type ?? old.Type,
                Name = wanted.Name ?? old.Name,
                Description = wanted.Description ?? old.Description,
                IsEnabled = wanted.IsEnabled ?? old.IsEnabled,
                Extra = ExtraAttributes.Merge(old.Extra, wanted.Extra),
            };
            call.Trail.ResourceName = service.Name;
            await transaction.ExecuteAsync($"""
                UPDATE iam_services SET type = {service.Type}, name = {service.Name}, description = {service.Description}, enabled = {service.IsEnabled}, extra = {service.Extra}
                WHERE id = {service_id}
                """);
            return new ServiceResponse(service.ToBody(call));
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Services;

/// <summary>Shows a service.</summary>
internal static class GetService
{
    public static readonly Operation Operation = new(
        "iam", "GetService",
        ServiceCatalogPolicies.GetService.Permission,
        TrailRule.Organisation("Get Service", "Service"),
        CatalogErrors.ServiceNotFound);

    public static async Task<Outcome<ServiceResponse>> HandleAsync(string service_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = service_id;
        if (ServiceCatalogPolicies.GetService.Refuse(call) is { } refused)
        {
            return refused;
        }

        var entries = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        if (entries.FindService(service_id) is not { } service)
        {
            return CatalogErrors.ServiceNotFound.With(service_id);
        }

        call.Trail.ResourceName = service.Name;
        return new ServiceResponse(service.ToBody(call));
    }
}

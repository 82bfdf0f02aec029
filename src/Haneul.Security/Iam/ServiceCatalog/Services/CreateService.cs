using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Services;

/// <summary>Adds a service. As in Keystone, another of the same name and type may be there.</summary>
internal static class CreateService
{
    public static readonly Operation Operation = new(
        "iam", "CreateService",
        ServiceCatalogPolicies.CreateService.Permission,
        TrailRule.Organisation("Create Service", "Service"),
        IamErrors.DelegatedChange);

    public static async Task<Outcome<ServiceResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (ServiceCatalogPolicies.CreateService.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => ServiceFields.Read(fields, id: null), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var service = new CatalogService(ids.NewHexId(), wanted.Type!, wanted.Name, wanted.Description, wanted.IsEnabled ?? true, wanted.Extra);
        call.Trail.ResourceId = service.Id;
        call.Trail.ResourceName = service.Name;
        return await changes.WriteAsync<ServiceResponse>(call, async transaction =>
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_services (id, type, name, description, enabled, extra, created_at)
                VALUES ({service.Id}, {service.Type}, {service.Name}, {service.Description}, {service.IsEnabled}, {service.Extra}, {UnixTime.ToMicroseconds(call.Now)})
                """);
            return Outcome.Created(new ServiceResponse(service.ToBody(call)));
        });
    }
}

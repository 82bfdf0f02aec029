using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Adds an endpoint group. What it names need not be there: it is a filter, and takes what comes later too.</summary>
internal static class CreateEndpointGroup
{
    public static readonly Operation Operation = new(
        "iam", "CreateEndpointGroup",
        ServiceCatalogPolicies.CreateEndpointGroup.Permission,
        TrailRule.Organisation("Create Endpoint Group", "Endpoint Group"),
        IamErrors.DelegatedChange);

    public static async Task<Outcome<EndpointGroupResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (ServiceCatalogPolicies.CreateEndpointGroup.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => EndpointGroupFields.Read(fields, id: null), out var wanted, out var error))
        {
            return error;
        }

        var group = new EndpointGroup(ids.NewHexId(), wanted.Name!, wanted.Description, wanted.Filter!);
        call.Trail.ResourceId = group.Id;
        call.Trail.ResourceName = group.Name;
        return await changes.WriteAsync<EndpointGroupResponse>(call, async transaction =>
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_endpoint_groups (id, name, name_key, description, service_id, region_id, interface, created_at)
                VALUES ({group.Id}, {group.Name}, {NameKey.Of(group.Name)}, {group.Description}, {group.Filter.ServiceId}, {group.Filter.RegionId}, {group.Filter.Interface},
                        {UnixTime.ToMicroseconds(call.Now)})
                """);
            return Outcome.Created(new EndpointGroupResponse(group.ToBody(call)));
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Changes an endpoint group; new filters replace the old ones whole.</summary>
internal static class UpdateEndpointGroup
{
    public static readonly Operation Operation = new(
        "iam", "UpdateEndpointGroup",
        ServiceCatalogPolicies.UpdateEndpointGroup.Permission,
        TrailRule.Organisation("Update Endpoint Group", "Endpoint Group"),
        IamErrors.DelegatedChange, CatalogErrors.EndpointGroupNotFound);

    public static async Task<Outcome<EndpointGroupResponse>> HandleAsync(string endpoint_group_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = endpoint_group_id;
        if (ServiceCatalogPolicies.UpdateEndpointGroup.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(fields => EndpointGroupFields.Read(fields, endpoint_group_id), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<EndpointGroupResponse>(call, async transaction =>
        {
            if (await EndpointGroup.FindAsync(transaction, endpoint_group_id) is not { } old)
            {
                return CatalogErrors.EndpointGroupNotFound.With(endpoint_group_id);
            }

            var group = old with
            {
                Name = wanted.Name ?? old.Name,
                Description = wanted.GivesDescription ? wanted.Description : old.Description,
                Filter = wanted.Filter ?? old.Filter,
            };
            call.Trail.ResourceName = group.Name;
            await transaction.ExecuteAsync($"""
                UPDATE iam_endpoint_groups SET name = {group.Name}, name_key = {NameKey.Of(group.Name)}, description = {group.Description},
                       service_id = {group.Filter.ServiceId}, region_id = {group.Filter.RegionId}, interface = {group.Filter.Interface}
                WHERE id = {endpoint_group_id}
                """);
            return new EndpointGroupResponse(group.ToBody(call));
        });
    }
}

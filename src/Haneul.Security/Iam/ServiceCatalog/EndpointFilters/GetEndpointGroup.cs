using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Shows an endpoint group.</summary>
internal static class GetEndpointGroup
{
    public static readonly Operation Operation = new(
        "iam", "GetEndpointGroup",
        ServiceCatalogPolicies.GetEndpointGroup.Permission,
        TrailRule.Organisation("Get Endpoint Group", "Endpoint Group"),
        CatalogErrors.EndpointGroupNotFound);

    public static async Task<Outcome<EndpointGroupResponse>> HandleAsync(string endpoint_group_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = endpoint_group_id;
        if (ServiceCatalogPolicies.GetEndpointGroup.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (await database.ReadAsync(session => EndpointGroup.FindAsync(session, endpoint_group_id), call.Context.RequestAborted) is not { } group)
        {
            return CatalogErrors.EndpointGroupNotFound.With(endpoint_group_id);
        }

        call.Trail.ResourceName = group.Name;
        return new EndpointGroupResponse(group.ToBody(call));
    }
}

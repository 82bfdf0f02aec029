using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Lists the endpoints that an endpoint group takes now.</summary>
internal static class ListEndpointGroupEndpoints
{
    public static readonly Operation Operation = new(
        "iam", "ListEndpointGroupEndpoints",
        ServiceCatalogPolicies.ListEndpointsOfGroup.Permission,
        TrailRule.Organisation("List Endpoint Group Endpoints", "Endpoint Group"),
        CatalogErrors.EndpointGroupNotFound);

    public static async Task<Outcome<EndpointsResponse>> HandleAsync(string endpoint_group_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = endpoint_group_id;
        if (ServiceCatalogPolicies.ListEndpointsOfGroup.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<EndpointsResponse>>(async session =>
        {
            if (await EndpointGroup.FindAsync(session, endpoint_group_id) is not { } group)
            {
                return CatalogErrors.EndpointGroupNotFound.With(endpoint_group_id);
            }

            call.Trail.ResourceName = group.Name;
            var entries = await directory.GetAsync(session);
            return new EndpointsResponse(
                [.. entries.Endpoints.Where(group.Filter.Takes).Select(endpoint => endpoint.ToBody(call))], IamLinks.ToList(call, $"OS-EP-FILTER/endpoint_groups/{group.Id}/endpoints"));
        }, call.Context.RequestAborted);
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Lists endpoint groups.</summary>
internal static class ListEndpointGroups
{
    public static readonly Operation Operation = new(
        "iam", "ListEndpointGroups",
        ServiceCatalogPolicies.ListEndpointGroups.Permission,
        TrailRule.Organisation("List Endpoint Groups", "Endpoint Group"));

    public static async Task<Outcome<EndpointGroupsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var byName = ListFilters.Name(query);
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (ServiceCatalogPolicies.ListEndpointGroups.Refuse(call) is { } refused)
        {
            return refused;
        }

        var groups = await database.ReadAsync(
            session => session.QueryAsync($"SELECT {EndpointGroup.Columns} FROM iam_endpoint_groups WHERE 1 = 1{byName} ORDER BY id", EndpointGroup.Read), call.Context.RequestAborted);
        return new EndpointGroupsResponse([.. groups.Select(group => group.ToBody(call))], IamLinks.ToList(call, "OS-EP-FILTER/endpoint_groups"));
    }
}

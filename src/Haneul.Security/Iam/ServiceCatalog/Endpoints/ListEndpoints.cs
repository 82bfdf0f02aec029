using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>Lists endpoints, those of the server first.</summary>
internal static class ListEndpoints
{
    public static readonly Operation Operation = new(
        "iam", "ListEndpoints",
        ServiceCatalogPolicies.ListEndpoints.Permission,
        TrailRule.Organisation("List Endpoints", "Endpoint"));

    public static async Task<Outcome<EndpointsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, CatalogDirectory directory)
    {
        var filter = new EndpointFilter(query.Text("service_id"), query.Text("region_id"), query.Text("interface"));
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (ServiceCatalogPolicies.ListEndpoints.Refuse(call) is { } refused)
        {
            return refused;
        }

        var entries = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        return new EndpointsResponse([.. entries.Endpoints.Where(filter.Takes).Select(endpoint => endpoint.ToBody(call))], IamLinks.ToList(call, "endpoints"));
    }
}

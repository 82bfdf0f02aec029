using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>Shows an endpoint.</summary>
internal static class GetEndpoint
{
    public static readonly Operation Operation = new(
        "iam", "GetEndpoint",
        ServiceCatalogPolicies.GetEndpoint.Permission,
        TrailRule.Organisation("Get Endpoint", "Endpoint"),
        CatalogErrors.EndpointNotFound);

    public static async Task<Outcome<EndpointResponse>> HandleAsync(string endpoint_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = endpoint_id;
        if (ServiceCatalogPolicies.GetEndpoint.Refuse(call) is { } refused)
        {
            return refused;
        }

        var entries = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        return entries.FindEndpoint(endpoint_id) is { } endpoint ? new EndpointResponse(endpoint.ToBody(call)) : CatalogErrors.EndpointNotFound.With(endpoint_id);
    }
}

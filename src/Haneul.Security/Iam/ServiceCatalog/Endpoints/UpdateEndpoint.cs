using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>Changes an endpoint.</summary>
internal static class UpdateEndpoint
{
    public static readonly Operation Operation = new(
        "iam", "UpdateEndpoint",
        ServiceCatalogPolicies.UpdateEndpoint.Permission,
        TrailRule.Organisation("Update Endpoint", "Endpoint"),
        IamErrors.DelegatedChange, CatalogErrors.EndpointNotFound, CatalogErrors.BuiltInEntry);

    public static async Task<Outcome<EndpointResponse>> HandleAsync(string endpoint_id, Call call, JsonBody body, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = endpoint_id;
        if (ServiceCatalogPolicies.UpdateEndpoint.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(fields => EndpointFields.Read(fields, endpoint_id), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<EndpointResponse>(call, async transaction =>
        {
            var entries = await directory.ReadAsync(transaction);
            if (entries.FindEndpoint(endpoint_id) is not { } old)
            {
                return CatalogErrors.EndpointNotFound.With(endpoint_id);
            }

            if (old.BuiltIn is not null)
            {
                return CatalogErrors.BuiltInEntry.With(endpoint_id);
            }

            if (CreateEndpoint.RefuseUnknown(entries, wanted) is { } unknown)
            {
                return unknown;
            }

            var endpoint = new CatalogEndpoint(
                endpoint_id,
                wanted.ServiceId ?? old.ServiceId,
                wanted.Interface ?? old.Interface,
                await wanted.RegionAsync(transaction, entries, old.RegionId, call.Now),
                wanted.Url ?? old.Url,
                wanted.IsEnabled ?? old.IsEnabled,
                ExtraAttributes.Merge(old.Extra, wanted.Extra));
            await transaction.ExecuteAsync($"""
                UPDATE iam_endpoints SET service_id = {endpoint.ServiceId}, interface = {endpoint.Interface}, region_id = {endpoint.RegionId}, url = {endpoint.Url},
                       enabled = {endpoint.IsEnabled}, extra = {endpoint.Extra}
                WHERE id = {endpoint_id}
                """);
            return new EndpointResponse(endpoint.ToBody(call));
        });
    }
}

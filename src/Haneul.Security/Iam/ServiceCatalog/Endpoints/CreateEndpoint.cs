using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>Adds an endpoint. What it names must be there: as in Keystone that is 400, not 404.</summary>
internal static class CreateEndpoint
{
    public static readonly Operation Operation = new(
        "iam", "CreateEndpoint",
        ServiceCatalogPolicies.CreateEndpoint.Permission,
        TrailRule.Organisation("Create Endpoint", "Endpoint"),
        IamErrors.DelegatedChange);

    public static async Task<Outcome<EndpointResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, CatalogDirectory directory, IdGenerator ids)
    {
        if (ServiceCatalogPolicies.CreateEndpoint.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => EndpointFields.Read(fields, id: null), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var id = ids.NewHexId();
        call.Trail.ResourceId = id;
        return await changes.WriteAsync<EndpointResponse>(call, async transaction =>
        {
            var entries = await directory.ReadAsync(transaction);
            if (RefuseUnknown(entries, wanted) is { } unknown)
            {
                return unknown;
            }

            var region = await wanted.RegionAsync(transaction, entries, old: null, call.Now);
            var endpoint = new CatalogEndpoint(id, wanted.ServiceId!, wanted.Interface!, region, wanted.Url!, wanted.IsEnabled ?? true, wanted.Extra);
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_endpoints (id, service_id, interface, region_id, url, enabled, extra, created_at)
                VALUES ({id}, {endpoint.ServiceId}, {endpoint.Interface}, {endpoint.RegionId}, {endpoint.Url}, {endpoint.IsEnabled}, {endpoint.Extra}, {UnixTime.ToMicroseconds(call.Now)})
                """);
            return Outcome.Created(new EndpointResponse(endpoint.ToBody(call)));
        });
    }

    /// <summary>400 if the service or the region that the body names is not there.</summary>
    public static Error? RefuseUnknown(CatalogEntries entries, EndpointFields wanted)
    {
        var problems = new List<FieldProblem>();
        if (wanted.ServiceId is { } serviceId && entries.FindService(serviceId) is null)
        {
            problems.Add(new("endpoint.service_id", "is no known service"));
        }

        if (wanted.RegionId is { } regionId && entries.FindRegion(regionId) is null)
        {
            problems.Add(new("endpoint.region_id", "is no known region"));
        }

        return problems.Count > 0 ? Error.FromProblems(problems) : null;
    }
}

using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>What a stored policy can be associated with (Keystone's OS-ENDPOINT-POLICY): an endpoint, a service everywhere, or a service in a region and those below it.</summary>
/// <param name="EndpointId">The endpoint; empty for none.</param>
/// <param name="ServiceId">The service; empty for none.</param>
/// <param name="RegionId">The region of the service; empty for everywhere.</param>
internal sealed record PolicyPlace(string EndpointId = "", string ServiceId = "", string RegionId = "")
{
    /// <summary>What it is, for error texts.</summary>
    public override string ToString() =>
        EndpointId.Length > 0 ? $"the endpoint {EndpointId}"
        : RegionId.Length > 0 ? $"the service {ServiceId} in the region {RegionId}"
        : $"the service {ServiceId}";

    /// <summary>404 if the policy or the target is not there.</summary>
    public async ValueTask<Error?> RefuseUnknownAsync(IDatabaseSession session, CatalogEntries entries, string policyId) =>
        await ServicePolicy.FindAsync(session, policyId) is null ? ServicePolicyErrors.PolicyNotFound.With(policyId)
        : EndpointId.Length > 0 && entries.FindEndpoint(EndpointId) is null ? CatalogErrors.EndpointNotFound.With(EndpointId)
        : ServiceId.Length > 0 && entries.FindService(ServiceId) is null ? CatalogErrors.ServiceNotFound.With(ServiceId)
        : RegionId.Length > 0 && entries.FindRegion(RegionId) is null ? CatalogErrors.RegionNotFound.With(RegionId)
        : null;

    /// <summary>Puts the policy in force for the target, in place of the one that was.</summary>
    public async ValueTask AssociateAsync(ITransaction transaction, string policyId) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_policy_associations (endpoint_id, service_id, region_id, policy_id) VALUES ({EndpointId}, {ServiceId}, {RegionId}, {policyId})
        ON CONFLICT (endpoint_id, service_id, region_id) DO UPDATE SET policy_id = {policyId}
        """);

    /// <summary>Ends the association of the policy with the target, if there is one.</summary>
    public async ValueTask DissociateAsync(ITransaction transaction, string policyId) => await transaction.ExecuteAsync($"""
        DELETE FROM iam_policy_associations
        WHERE endpoint_id = {EndpointId} AND service_id = {ServiceId} AND region_id = {RegionId} AND policy_id = {policyId}
        """);

    /// <summary>The policy that is associated with just this target; null if there is none.</summary>
    public ValueTask<string?> PolicyIdAsync(IDatabaseSession session) => session.QueryFirstOrDefaultAsync<string?>(
        $"SELECT policy_id FROM iam_policy_associations WHERE endpoint_id = {EndpointId} AND service_id = {ServiceId} AND region_id = {RegionId}", static row => row.GetString(0));

    /// <summary>Where to look for the policy of an endpoint, the first that has one counts: the endpoint itself, its service in its region, in the regions above it, and everywhere.</summary>
    public static IEnumerable<PolicyPlace> ForEndpoint(CatalogEntries entries, CatalogEndpoint endpoint) =>
    [
        new(EndpointId: endpoint.Id),
        .. entries.RegionAndAbove(endpoint.RegionId).Select(region => new PolicyPlace(ServiceId: endpoint.ServiceId, RegionId: region)),
        new(ServiceId: endpoint.ServiceId),
    ];

    /// <summary>Whether the endpoint belongs to the target.</summary>
    public bool Takes(CatalogEntries entries, CatalogEndpoint endpoint) =>
        EndpointId.Length > 0 ? EndpointId == endpoint.Id
        : ServiceId == endpoint.ServiceId && (RegionId.Length == 0 || entries.RegionAndAbove(endpoint.RegionId).Contains(RegionId, StringComparer.Ordinal));
}

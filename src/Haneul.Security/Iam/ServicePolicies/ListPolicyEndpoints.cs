using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Lists the endpoints that a stored policy is for, by whichever association.</summary>
internal static class ListPolicyEndpoints
{
    public static readonly Operation Operation = new(
        "iam", "ListPolicyEndpoints",
        ServicePolicyPolicies.ListEndpointsOfPolicy.Permission,
        TrailRule.Organisation("List Policy Endpoints", "Policy"),
        ServicePolicyErrors.PolicyNotFound);

    public static async Task<Outcome<EndpointsResponse>> HandleAsync(string policy_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = policy_id;
        if (ServicePolicyPolicies.ListEndpointsOfPolicy.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<EndpointsResponse>>(async session =>
        {
            if (await ServicePolicy.FindAsync(session, policy_id) is null)
            {
                return ServicePolicyErrors.PolicyNotFound.With(policy_id);
            }

            var entries = await directory.GetAsync(session);
            var targets = await session.QueryAsync(
                $"SELECT endpoint_id, service_id, region_id FROM iam_policy_associations WHERE policy_id = {policy_id}",
                static row => new PolicyPlace(row.GetString(0), row.GetString(1), row.GetString(2)));
            var endpoints = entries.Endpoints.Where(endpoint => targets.Exists(target => target.Takes(entries, endpoint)));
            return new EndpointsResponse([.. endpoints.Select(endpoint => endpoint.ToBody(call))], IamLinks.ToList(call, $"policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints"));
        }, call.Context.RequestAborted);
    }
}

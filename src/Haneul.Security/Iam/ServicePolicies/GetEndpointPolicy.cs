using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Shows the stored policy that is in force for an endpoint.</summary>
internal static class GetEndpointPolicy
{
    public static readonly Operation Operation = new(
        "iam", "GetEndpointPolicy",
        ServicePolicyPolicies.GetPolicyOfEndpoint.Permission,
        TrailRule.Organisation("Get Endpoint Policy", "Policy"),
        CatalogErrors.EndpointNotFound, ServicePolicyErrors.NoPolicy);

    public static async Task<Outcome<PolicyResponse>> HandleAsync(string endpoint_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.AddFact("endpoint_id", endpoint_id);
        if (ServicePolicyPolicies.GetPolicyOfEndpoint.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<PolicyResponse>>(async session =>
        {
            var entries = await directory.GetAsync(session);
            if (entries.FindEndpoint(endpoint_id) is not { } endpoint)
            {
                return CatalogErrors.EndpointNotFound.With(endpoint_id);
            }

            foreach (var target in PolicyPlace.ForEndpoint(entries, endpoint))
            {
                if (await target.PolicyIdAsync(session) is { } policyId && await ServicePolicy.FindAsync(session, policyId) is { } policy)
                {
                    call.Trail.ResourceId = policy.Id;
                    return new PolicyResponse(policy.ToBody(call));
                }
            }

            return ServicePolicyErrors.NoPolicy.With(endpoint_id);
        }, call.Context.RequestAborted);
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Tells whether a stored policy is associated with an endpoint: 204, or 404.</summary>
internal static class CheckEndpointPolicy
{
    public static readonly Operation Operation = new(
        "iam", "CheckEndpointPolicy",
        ServicePolicyPolicies.CheckEndpoint.Permission,
        TrailRule.Organisation("Check Endpoint Policy", "Policy"),
        ServicePolicyErrors.PolicyNotFound, CatalogErrors.EndpointNotFound, ServicePolicyErrors.NotAssociated);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string endpoint_id, Call call, IDatabase database, CatalogDirectory directory) =>
        PolicyAssociation.CheckAsync(call, ServicePolicyPolicies.CheckEndpoint, new PolicyPlace(EndpointId: endpoint_id), policy_id, database, directory);
}

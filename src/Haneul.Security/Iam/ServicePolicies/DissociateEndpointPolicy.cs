using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Takes a stored policy from an endpoint; as in Keystone it need not have been associated.</summary>
internal static class DissociateEndpointPolicy
{
    public static readonly Operation Operation = new(
        "iam", "DissociateEndpointPolicy",
        ServicePolicyPolicies.DissociateEndpoint.Permission,
        TrailRule.Organisation("Dissociate Endpoint Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound, CatalogErrors.EndpointNotFound);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string endpoint_id, Call call, MeaningfulChanges changes, CatalogDirectory directory) =>
        PolicyAssociation.RemoveAsync(call, ServicePolicyPolicies.DissociateEndpoint, new PolicyPlace(EndpointId: endpoint_id), policy_id, changes, directory);
}

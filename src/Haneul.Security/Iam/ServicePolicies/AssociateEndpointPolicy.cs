using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Puts a stored policy in force for an endpoint, in place of another.</summary>
internal static class AssociateEndpointPolicy
{
    public static readonly Operation Operation = new(
        "iam", "AssociateEndpointPolicy",
        ServicePolicyPolicies.AssociateEndpoint.Permission,
        TrailRule.Organisation("Associate Endpoint Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound, CatalogErrors.EndpointNotFound);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string endpoint_id, Call call, MeaningfulChanges changes, CatalogDirectory directory) =>
        PolicyAssociation.PutAsync(call, ServicePolicyPolicies.AssociateEndpoint, new PolicyPlace(EndpointId: endpoint_id), policy_id, changes, directory);
}

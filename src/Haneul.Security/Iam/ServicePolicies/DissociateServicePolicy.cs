using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Takes a stored policy from a service; as in Keystone it need not have been associated.</summary>
internal static class DissociateServicePolicy
{
    public static readonly Operation Operation = new(
        "iam", "DissociateServicePolicy",
        ServicePolicyPolicies.DissociateService.Permission,
        TrailRule.Organisation("Dissociate Service Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound, CatalogErrors.ServiceNotFound);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string service_id, Call call, MeaningfulChanges changes, CatalogDirectory directory) =>
        PolicyAssociation.RemoveAsync(call, ServicePolicyPolicies.DissociateService, new PolicyPlace(ServiceId: service_id), policy_id, changes, directory);
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Takes a stored policy from a service in a region and those below it; as in Keystone it need not have been associated.</summary>
internal static class DissociateRegionServicePolicy
{
    public static readonly Operation Operation = new(
        "iam", "DissociateRegionServicePolicy",
        ServicePolicyPolicies.DissociateRegion.Permission,
        TrailRule.Organisation("Dissociate Region Service Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound, CatalogErrors.ServiceNotFound, CatalogErrors.RegionNotFound);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string service_id, string region_id, Call call, MeaningfulChanges changes, CatalogDirectory directory) =>
        PolicyAssociation.RemoveAsync(call, ServicePolicyPolicies.DissociateRegion, new PolicyPlace(ServiceId: service_id, RegionId: region_id), policy_id, changes, directory);
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Puts a stored policy in force for a service in a region and those below it, in place of another.</summary>
internal static class AssociateRegionServicePolicy
{
    public static readonly Operation Operation = new(
        "iam", "AssociateRegionServicePolicy",
        ServicePolicyPolicies.AssociateRegion.Permission,
        TrailRule.Organisation("Associate Region Service Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound, CatalogErrors.ServiceNotFound, CatalogErrors.RegionNotFound);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string service_id, string region_id, Call call, MeaningfulChanges changes, CatalogDirectory directory) =>
        PolicyAssociation.PutAsync(call, ServicePolicyPolicies.AssociateRegion, new PolicyPlace(ServiceId: service_id, RegionId: region_id), policy_id, changes, directory);
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Tells whether a stored policy is associated with a service in a region and those below it: 204, or 404.</summary>
internal static class CheckRegionServicePolicy
{
    public static readonly Operation Operation = new(
        "iam", "CheckRegionServicePolicy",
        ServicePolicyPolicies.CheckRegion.Permission,
        TrailRule.Organisation("Check Region Service Policy", "Policy"),
        ServicePolicyErrors.PolicyNotFound, CatalogErrors.ServiceNotFound, CatalogErrors.RegionNotFound, ServicePolicyErrors.NotAssociated);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string service_id, string region_id, Call call, IDatabase database, CatalogDirectory directory) =>
        PolicyAssociation.CheckAsync(call, ServicePolicyPolicies.CheckRegion, new PolicyPlace(ServiceId: service_id, RegionId: region_id), policy_id, database, directory);
}

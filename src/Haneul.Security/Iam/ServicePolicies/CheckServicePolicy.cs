using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Tells whether a stored policy is associated with a service: 204, or 404.</summary>
internal static class CheckServicePolicy
{
    public static readonly Operation Operation = new(
        "iam", "CheckServicePolicy",
        ServicePolicyPolicies.CheckService.Permission,
        TrailRule.Organisation("Check Service Policy", "Policy"),
        ServicePolicyErrors.PolicyNotFound, CatalogErrors.ServiceNotFound, ServicePolicyErrors.NotAssociated);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string service_id, Call call, IDatabase database, CatalogDirectory directory) =>
        PolicyAssociation.CheckAsync(call, ServicePolicyPolicies.CheckService, new PolicyPlace(ServiceId: service_id), policy_id, database, directory);
}

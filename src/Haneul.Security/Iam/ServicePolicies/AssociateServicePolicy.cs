using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Puts a stored policy in force for a service, in place of another.</summary>
internal static class AssociateServicePolicy
{
    public static readonly Operation Operation = new(
        "iam", "AssociateServicePolicy",
        ServicePolicyPolicies.AssociateService.Permission,
        TrailRule.Organisation("Associate Service Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound, CatalogErrors.ServiceNotFound);

    public static Task<Outcome<NoContent>> HandleAsync(string policy_id, string service_id, Call call, MeaningfulChanges changes, CatalogDirectory directory) =>
        PolicyAssociation.PutAsync(call, ServicePolicyPolicies.AssociateService, new PolicyPlace(ServiceId: service_id), policy_id, changes, directory);
}

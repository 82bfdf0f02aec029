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

    public static async Task<Outcome<NoContent>> HandleAsync(string policy_id, string endpoint_id, Call call, MeaningfulChanges changes, CatalogDirectory directory)
    {
        var place = new PolicyPlace(EndpointId: endpoint_id);
        call.Trail.ResourceId = policy_id;
        if (ServicePolicyPolicies.AssociateEndpoint.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await place.RefuseUnknownAsync(transaction, await directory.ReadAsync(transaction), policy_id) is { } unknown)
            {
                return unknown;
            }

            await place.AssociateAsync(transaction, policy_id);
            return Outcome.NoContent();
        });
    }
}

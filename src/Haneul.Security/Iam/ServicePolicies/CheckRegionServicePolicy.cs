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

    public static async Task<Outcome<NoContent>> HandleAsync(string policy_id, string service_id, string region_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        var place = new PolicyPlace(ServiceId: service_id, RegionId: region_id);
        call.Trail.ResourceId = policy_id;
        if (ServicePolicyPolicies.CheckRegion.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<NoContent>>(async session =>
        {
            if (await place.RefuseUnknownAsync(session, await directory.GetAsync(session), policy_id) is { } unknown)
            {
                return unknown;
            }

            return await place.PolicyIdAsync(session) == policy_id ? Outcome.NoContent() : ServicePolicyErrors.NotAssociated.With(place);
        }, call.Context.RequestAborted);
    }
}

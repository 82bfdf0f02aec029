using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>What the operations on associations do, whatever place they are about: an endpoint, a service, or a service in a region.</summary>
internal static class PolicyAssociation
{
    /// <summary>Puts a stored policy in force at a place, in place of another. 404 for an unknown policy or place.</summary>
    public static Task<Outcome<NoContent>> PutAsync(Call call, Policy admission, PolicyPlace place, string policyId, MeaningfulChanges changes, CatalogDirectory directory) =>
        ChangeAsync(call, admission, place, policyId, changes, directory, place.AssociateAsync);

    /// <summary>Takes a stored policy from a place; as in Keystone it need not have been there. 404 for an unknown policy or place.</summary>
    public static Task<Outcome<NoContent>> RemoveAsync(Call call, Policy admission, PolicyPlace place, string policyId, MeaningfulChanges changes, CatalogDirectory directory) =>
        ChangeAsync(call, admission, place, policyId, changes, directory, place.DissociateAsync);

    /// <summary>204 if the policy is associated with just this place; 404 otherwise.</summary>
    public static async Task<Outcome<NoContent>> CheckAsync(Call call, Policy admission, PolicyPlace place, string policyId, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = policyId;
        if (admission.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<NoContent>>(async session =>
        {
            if (await place.RefuseUnknownAsync(session, await directory.GetAsync(session), policyId) is { } unknown)
            {
                return unknown;
            }

            return await place.PolicyIdAsync(session) == policyId ? Outcome.NoContent() : ServicePolicyErrors.NotAssociated.With(place);
        }, call.Context.RequestAborted);
    }

    private static async Task<Outcome<NoContent>> ChangeAsync(
        Call call, Policy admission, PolicyPlace place, string policyId, MeaningfulChanges changes, CatalogDirectory directory, Func<ITransaction, string, ValueTask> change)
    {
        call.Trail.ResourceId = policyId;
        if (admission.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await place.RefuseUnknownAsync(transaction, await directory.ReadAsync(transaction), policyId) is { } unknown)
            {
                return unknown;
            }

            await change(transaction, policyId);
            return Outcome.NoContent();
        });
    }
}

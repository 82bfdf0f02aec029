using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Federation.IdentityProviders;

/// <summary>Deletes an identity provider with its protocols. As in Keystone, the organisation of its users stays.</summary>
internal static class DeleteIdentityProvider
{
    public static readonly Operation Operation = new(
        "iam", "DeleteIdentityProvider",
        FederationPolicies.DeleteIdentityProvider.Permission,
        TrailRule.Organisation("Delete Identity Provider", "Identity Provider"),
        IamErrors.DelegatedChange, FederationErrors.IdentityProviderNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string idp_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = idp_id;
        if (FederationPolicies.DeleteIdentityProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
            await transaction.ExecuteAsync($"DELETE FROM iam_identity_providers WHERE id = {idp_id}") > 0 ? Outcome.NoContent() : FederationErrors.IdentityProviderNotFound.With(idp_id));
    }
}

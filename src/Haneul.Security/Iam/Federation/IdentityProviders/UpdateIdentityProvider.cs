using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.IdentityProviders;

/// <summary>Changes an identity provider; the remote ids that are given replace the old ones.</summary>
internal static class UpdateIdentityProvider
{
    public static readonly Operation Operation = new(
        "iam", "UpdateIdentityProvider",
        FederationPolicies.UpdateIdentityProvider.Permission,
        TrailRule.Organisation("Update Identity Provider", "Identity Provider"),
        IamErrors.DelegatedChange, FederationErrors.IdentityProviderNotFound, FederationErrors.RemoteIdTaken);

    public static async Task<Outcome<IdentityProviderResponse>> HandleAsync(string idp_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = idp_id;
        if (FederationPolicies.UpdateIdentityProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => IdentityProviderFields.Read(fields, isNew: false), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<IdentityProviderResponse>(call, async transaction =>
        {
            if (await IdentityProvider.FindAsync(transaction, idp_id) is not { } old)
            {
                return FederationErrors.IdentityProviderNotFound.With(idp_id);
            }

            call.Trail.DomainId = old.OrganisationId;
            var provider = old with
            {
                Description = wanted.GivesDescription ? wanted.Description : old.Description,
                IsEnabled = wanted.IsEnabled ?? old.IsEnabled,
                AuthorizationTtl = wanted.GivesTtl ? wanted.AuthorizationTtl : old.AuthorizationTtl,
                RemoteIds = wanted.RemoteIds ?? old.RemoteIds,
            };
            await transaction.ExecuteAsync($"""
                UPDATE iam_identity_providers SET description = {provider.Description}, enabled = {provider.IsEnabled}, authorization_ttl = {provider.AuthorizationTtl}
                WHERE id = {idp_id}
                """);
            return await provider.SaveRemoteIdsAsync(transaction) is { } taken ? taken : new IdentityProviderResponse(provider.ToBody(call));
        });
    }
}

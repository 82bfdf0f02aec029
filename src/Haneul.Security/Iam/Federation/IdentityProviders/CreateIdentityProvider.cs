using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.IdentityProviders;

/// <summary>
/// Adds an identity provider under the id in the path, disabled unless it says otherwise. As in Keystone, without an organisation it gets a new one, so that its users are
/// nobody else's.
/// </summary>
internal static class CreateIdentityProvider
{
    public static readonly Operation Operation = new(
        "iam", "CreateIdentityProvider",
        FederationPolicies.CreateIdentityProvider.Permission,
        TrailRule.Organisation("Create Identity Provider", "Identity Provider"),
        IamErrors.DelegatedChange, FederationErrors.IdentityProviderTaken, FederationErrors.RemoteIdTaken);

    public static async Task<Outcome<IdentityProviderResponse>> HandleAsync(string idp_id, Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        call.Trail.ResourceId = idp_id;
        if (FederationPolicies.CreateIdentityProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (FederationId.Refuse("idp_id", idp_id) is { } wrongId)
        {
            return wrongId;
        }

        if (!body.TryRead(static fields => IdentityProviderFields.Read(fields, isNew: true), out var wanted, out var error))
        {
            return error;
        }

        var provider = new IdentityProvider(
            idp_id, wanted.OrganisationId ?? ids.NewHexId(), wanted.Description, wanted.IsEnabled ?? false, wanted.AuthorizationTtl, wanted.RemoteIds ?? []);
        call.Trail.DomainId = provider.OrganisationId;
        return await changes.WriteAsync<IdentityProviderResponse>(call, transaction => AddAsync(transaction, call, provider, isNewOrganisation: wanted.OrganisationId is null));
    }

    private static async ValueTask<Outcome<IdentityProviderResponse>> AddAsync(ITransaction transaction, Call call, IdentityProvider provider, bool isNewOrganisation)
    {
        var now = UnixTime.ToMicroseconds(call.Now);
        if (isNewOrganisation)
        {
            // Named by its id: no name of a caller's own can be in its way.
            var description = $"Made for the identity provider {provider.Id}.";
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_organisations (id, name, name_key, description, enabled, created_at)
                VALUES ({provider.OrganisationId}, {provider.OrganisationId}, {NameKey.Of(provider.OrganisationId)}, {description}, 1, {now})
                """);
        }
        else if (!await Organisation.ExistsAsync(transaction, provider.OrganisationId))
        {
            return CommonErrors.InvalidRequest.With("identity_provider.domain_id: is no known organisation");
        }

        var added = await transaction.ExecuteAsync($"""
            INSERT INTO iam_identity_providers (id, organisation_id, description, enabled, authorization_ttl, created_at)
            VALUES ({provider.Id}, {provider.OrganisationId}, {provider.Description}, {provider.IsEnabled}, {provider.AuthorizationTtl}, {now})
            ON CONFLICT DO NOTHING
            """);
        return added == 0 ? FederationErrors.IdentityProviderTaken.With(provider.Id)
            : await provider.SaveRemoteIdsAsync(transaction) is { } taken ? taken
            : Outcome.Created(new IdentityProviderResponse(provider.ToBody(call)));
    }
}

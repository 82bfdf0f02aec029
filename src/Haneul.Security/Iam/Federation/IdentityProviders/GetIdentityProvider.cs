using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.IdentityProviders;

/// <summary>Shows an identity provider.</summary>
internal static class GetIdentityProvider
{
    public static readonly Operation Operation = new(
        "iam", "GetIdentityProvider",
        FederationPolicies.GetIdentityProvider.Permission,
        TrailRule.Organisation("Get Identity Provider", "Identity Provider"),
        FederationErrors.IdentityProviderNotFound);

    public static async Task<Outcome<IdentityProviderResponse>> HandleAsync(string idp_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = idp_id;
        if (FederationPolicies.GetIdentityProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync(session => IdentityProvider.FindAsync(session, idp_id), call.Context.RequestAborted) is { } found
            ? new IdentityProviderResponse(found.ToBody(call))
            : FederationErrors.IdentityProviderNotFound.With(idp_id);
    }
}

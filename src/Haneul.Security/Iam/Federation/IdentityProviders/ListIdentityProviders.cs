using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.IdentityProviders;

/// <summary>Lists identity providers.</summary>
internal static class ListIdentityProviders
{
    public static readonly Operation Operation = new(
        "iam", "ListIdentityProviders",
        FederationPolicies.ListIdentityProviders.Permission,
        TrailRule.Organisation("List Identity Providers", "Identity Provider"));

    public static async Task<Outcome<IdentityProvidersResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        Sql byId = query.Text("id") is { } id ? $" AND id = {id}" : Sql.Empty;
        Sql byEnabled = ListFilters.WhereEnabled(ListFilters.Enabled(query));
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (FederationPolicies.ListIdentityProviders.Refuse(call) is { } refused)
        {
            return refused;
        }

        var providers = await database.ReadAsync(session => IdentityProvider.ListAsync(session, $"{byId}{byEnabled}"), call.Context.RequestAborted);
        return new IdentityProvidersResponse([.. providers.Select(provider => provider.ToBody(call))], IamLinks.ToList(call, "OS-FEDERATION/identity_providers"));
    }
}

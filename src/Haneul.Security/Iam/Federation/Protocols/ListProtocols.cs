using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Protocols;

/// <summary>Lists the protocols of an identity provider.</summary>
internal static class ListProtocols
{
    public static readonly Operation Operation = new(
        "iam", "ListProtocols",
        FederationPolicies.ListProtocols.Permission,
        TrailRule.Organisation("List Protocols", "Protocol"),
        FederationErrors.IdentityProviderNotFound);

    public static async Task<Outcome<ProtocolsResponse>> HandleAsync(string idp_id, Call call, IDatabase database)
    {
        call.Trail.AddFact("identity_provider_id", idp_id);
        if (FederationPolicies.ListProtocols.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<ProtocolsResponse>>(async session =>
        {
            if (await FederationProtocol.RefuseUnknownProviderAsync(session, idp_id) is { } unknown)
            {
                return unknown;
            }

            var protocols = await session.QueryAsync(
                $"SELECT {FederationProtocol.Columns} FROM iam_federation_protocols WHERE provider_id = {idp_id} ORDER BY id", FederationProtocol.Read);
            return new ProtocolsResponse([.. protocols.Select(protocol => protocol.ToListedBody(call))], IamLinks.ToList(call, FederationProtocol.PathOf(idp_id)));
        }, call.Context.RequestAborted);
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Protocols;

/// <summary>Changes a protocol of an identity provider.</summary>
internal static class UpdateProtocol
{
    public static readonly Operation Operation = new(
        "iam", "UpdateProtocol",
        FederationPolicies.UpdateProtocol.Permission,
        TrailRule.Organisation("Update Protocol", "Protocol"),
        IamErrors.DelegatedChange, FederationErrors.ProtocolNotFound);

    public static async Task<Outcome<ProtocolResponse>> HandleAsync(string idp_id, string protocol_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = protocol_id;
        call.Trail.AddFact("identity_provider_id", idp_id);
        if (FederationPolicies.UpdateProtocol.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => ProtocolFields.Read(fields, isNew: false), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<ProtocolResponse>(call, async transaction =>
        {
            if (await FederationProtocol.FindAsync(transaction, idp_id, protocol_id) is not { } old)
            {
                return FederationErrors.ProtocolNotFound.With(protocol_id);
            }

            var protocol = old with { MappingId = wanted.MappingId ?? old.MappingId, RemoteIdAttribute = wanted.RemoteIdAttribute ?? old.RemoteIdAttribute };
            if (wanted.MappingId is not null && await protocol.RefuseUnknownMappingAsync(transaction) is { } unknown)
            {
                return unknown;
            }

            await transaction.ExecuteAsync($"""
                UPDATE iam_federation_protocols SET mapping_id = {protocol.MappingId}, remote_id_attribute = {protocol.RemoteIdAttribute}
                WHERE provider_id = {idp_id} AND id = {protocol_id}
                """);
            return new ProtocolResponse(protocol.ToBody(call));
        });
    }
}

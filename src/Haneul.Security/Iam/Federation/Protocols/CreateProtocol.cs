using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Protocols;

/// <summary>Adds a protocol to an identity provider.</summary>
internal static class CreateProtocol
{
    public static readonly Operation Operation = new(
        "iam", "CreateProtocol",
        FederationPolicies.CreateProtocol.Permission,
        TrailRule.Organisation("Create Protocol", "Protocol"),
        IamErrors.DelegatedChange, FederationErrors.IdentityProviderNotFound, FederationErrors.ProtocolTaken);

    public static async Task<Outcome<ProtocolResponse>> HandleAsync(string idp_id, string protocol_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = protocol_id;
        call.Trail.AddFact("identity_provider_id", idp_id);
        if (FederationPolicies.CreateProtocol.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (FederationId.Refuse("protocol_id", protocol_id) is { } wrongId)
        {
            return wrongId;
        }

        if (!body.TryRead(static fields => ProtocolFields.Read(fields, isNew: true), out var wanted, out var error))
        {
            return error;
        }

        var protocol = new FederationProtocol(idp_id, protocol_id, wanted.MappingId!, wanted.RemoteIdAttribute);
        return await changes.WriteAsync<ProtocolResponse>(call, async transaction =>
        {
            if ((await FederationProtocol.RefuseUnknownProviderAsync(transaction, idp_id) ?? await protocol.RefuseUnknownMappingAsync(transaction)) is { } unknown)
            {
                return unknown;
            }

            var added = await transaction.ExecuteAsync($"""
                INSERT INTO iam_federation_protocols (provider_id, id, mapping_id, remote_id_attribute, created_at)
                VALUES ({idp_id}, {protocol_id}, {protocol.MappingId}, {protocol.RemoteIdAttribute}, {UnixTime.ToMicroseconds(call.Now)})
                ON CONFLICT DO NOTHING
                """);
            return added > 0 ? Outcome.Created(new ProtocolResponse(protocol.ToBody(call))) : FederationErrors.ProtocolTaken.With(protocol_id);
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Protocols;

/// <summary>Shows a protocol of an identity provider.</summary>
internal static class GetProtocol
{
    public static readonly Operation Operation = new(
        "iam", "GetProtocol",
        FederationPolicies.GetProtocol.Permission,
        TrailRule.Organisation("Get Protocol", "Protocol"),
        FederationErrors.ProtocolNotFound);

    public static async Task<Outcome<ProtocolResponse>> HandleAsync(string idp_id, string protocol_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = protocol_id;
        call.Trail.AddFact("identity_provider_id", idp_id);
        if (FederationPolicies.GetProtocol.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync(session => FederationProtocol.FindAsync(session, idp_id, protocol_id), call.Context.RequestAborted) is { } protocol
            ? new ProtocolResponse(protocol.ToBody(call))
            : FederationErrors.ProtocolNotFound.With(protocol_id);
    }
}

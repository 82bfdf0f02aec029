using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Federation.Protocols;

/// <summary>Deletes a protocol of an identity provider.</summary>
internal static class DeleteProtocol
{
    public static readonly Operation Operation = new(
        "iam", "DeleteProtocol",
        FederationPolicies.DeleteProtocol.Permission,
        TrailRule.Organisation("Delete Protocol", "Protocol"),
        IamErrors.DelegatedChange, FederationErrors.ProtocolNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string idp_id, string protocol_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = protocol_id;
        call.Trail.AddFact("identity_provider_id", idp_id);
        if (FederationPolicies.DeleteProtocol.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
            await transaction.ExecuteAsync($"DELETE FROM iam_federation_protocols WHERE provider_id = {idp_id} AND id = {protocol_id}") > 0
                ? Outcome.NoContent()
                : FederationErrors.ProtocolNotFound.With(protocol_id));
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>Replaces the rules of a mapping.</summary>
internal static class UpdateMapping
{
    public static readonly Operation Operation = new(
        "iam", "UpdateMapping",
        FederationPolicies.UpdateMapping.Permission,
        TrailRule.Organisation("Update Mapping", "Mapping"),
        IamErrors.DelegatedChange, FederationErrors.MappingNotFound);

    public static async Task<Outcome<MappingResponse>> HandleAsync(string mapping_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = mapping_id;
        if (FederationPolicies.UpdateMapping.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(fields => MappingFields.Read(fields, mapping_id), out var wanted, out var error))
        {
            return error;
        }

        // Without a version the rules are of the first one, as they were read: an old version must not stand beside rules that it does not know.
        var mapping = new FederationMapping(mapping_id, wanted.Rules, wanted.SchemaVersion ?? MappingRules.Versions[0]);
        return await changes.WriteAsync<MappingResponse>(call, async transaction =>
            await transaction.ExecuteAsync($"UPDATE iam_federation_mappings SET rules = {mapping.Rules}, schema_version = {mapping.SchemaVersion} WHERE id = {mapping_id}") > 0
                ? new MappingResponse(mapping.ToBody(call))
                : FederationErrors.MappingNotFound.With(mapping_id));
    }
}

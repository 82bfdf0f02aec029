using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>Adds a mapping under the id in the path.</summary>
internal static class CreateMapping
{
    public static readonly Operation Operation = new(
        "iam", "CreateMapping",
        FederationPolicies.CreateMapping.Permission,
        TrailRule.Organisation("Create Mapping", "Mapping"),
        IamErrors.DelegatedChange, FederationErrors.MappingTaken);

    public static async Task<Outcome<MappingResponse>> HandleAsync(string mapping_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = mapping_id;
        if (FederationPolicies.CreateMapping.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (FederationId.Refuse("mapping_id", mapping_id) is { } wrongId)
        {
            return wrongId;
        }

        if (!body.TryRead(fields => MappingFields.Read(fields, mapping_id), out var wanted, out var error))
        {
            return error;
        }

        var mapping = new FederationMapping(mapping_id, wanted.Rules, wanted.SchemaVersion ?? MappingRules.Versions[0]);
        return await changes.WriteAsync<MappingResponse>(call, async transaction =>
        {
            var added = await transaction.ExecuteAsync($"""
                INSERT INTO iam_federation_mappings (id, rules, schema_version, created_at)
                VALUES ({mapping.Id}, {mapping.Rules}, {mapping.SchemaVersion}, {UnixTime.ToMicroseconds(call.Now)})
                ON CONFLICT DO NOTHING
                """);
            return added > 0 ? Outcome.Created(new MappingResponse(mapping.ToBody(call))) : FederationErrors.MappingTaken.With(mapping_id);
        });
    }
}

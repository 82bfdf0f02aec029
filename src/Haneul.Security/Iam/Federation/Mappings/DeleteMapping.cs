using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>Deletes a mapping. As in Keystone, protocols that name it keep the name.</summary>
internal static class DeleteMapping
{
    public static readonly Operation Operation = new(
        "iam", "DeleteMapping",
        FederationPolicies.DeleteMapping.Permission,
        TrailRule.Organisation("Delete Mapping", "Mapping"),
        IamErrors.DelegatedChange, FederationErrors.MappingNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string mapping_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = mapping_id;
        if (FederationPolicies.DeleteMapping.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
            await transaction.ExecuteAsync($"DELETE FROM iam_federation_mappings WHERE id = {mapping_id}") > 0 ? Outcome.NoContent() : FederationErrors.MappingNotFound.With(mapping_id));
    }
}

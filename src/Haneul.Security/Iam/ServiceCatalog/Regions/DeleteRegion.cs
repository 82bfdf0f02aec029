using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>Deletes a region and, as in Keystone, those below it; refused as long as one of them has endpoints.</summary>
internal static class DeleteRegion
{
    public static readonly Operation Operation = new(
        "iam", "DeleteRegion",
        ServiceCatalogPolicies.DeleteRegion.Permission,
        TrailRule.Organisation("Delete Region", "Region"),
        IamErrors.DelegatedChange, CatalogErrors.RegionNotFound, CatalogErrors.BuiltInEntry, CatalogErrors.RegionInUse);

    public static async Task<Outcome<NoContent>> HandleAsync(string region_id, Call call, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = region_id;
        if (ServiceCatalogPolicies.DeleteRegion.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var entries = await directory.ReadAsync(transaction);
            if (entries.FindRegion(region_id) is not { } region)
            {
                return CatalogErrors.RegionNotFound.With(region_id);
            }

            if (region.IsBuiltIn)
            {
                return CatalogErrors.BuiltInEntry.With(region_id);
            }

            var gone = entries.RegionAndBelow(region_id);
            if (entries.Endpoints.Any(endpoint => endpoint.RegionId is { } used && gone.Contains(used, StringComparer.Ordinal)))
            {
                return CatalogErrors.RegionInUse.With(region_id);
            }

            foreach (var id in gone)
            {
                await transaction.ExecuteAsync($"DELETE FROM iam_policy_associations WHERE region_id = {id}");
                await transaction.ExecuteAsync($"DELETE FROM iam_regions WHERE id = {id}");
            }

            return Outcome.NoContent();
        });
    }
}

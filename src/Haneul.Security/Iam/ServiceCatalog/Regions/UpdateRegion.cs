using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>Changes a region, also which one it is part of, as long as it does not become part of itself.</summary>
internal static class UpdateRegion
{
    public static readonly Operation Operation = new(
        "iam", "UpdateRegion",
        ServiceCatalogPolicies.UpdateRegion.Permission,
        TrailRule.Organisation("Update Region", "Region"),
        IamErrors.DelegatedChange, CatalogErrors.RegionNotFound, CatalogErrors.BuiltInEntry);

    public static async Task<Outcome<RegionResponse>> HandleAsync(string region_id, Call call, JsonBody body, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = region_id;
        if (ServiceCatalogPolicies.UpdateRegion.Refuse(call) is { } refused)
        {
            return refused;
        }

        return body.TryRead(fields => RegionFields.Read(fields, region_id), out var wanted, out var error, UnknownFields.Ignore)
            ? await changes.WriteAsync<RegionResponse>(call, async transaction => await ChangeAsync(transaction, call, region_id, wanted, await directory.ReadAsync(transaction)))
            : error;
    }

    private static async ValueTask<Outcome<RegionResponse>> ChangeAsync(ITransaction transaction, Call call, string id, RegionFields wanted, CatalogEntries entries)
    {
        if (entries.FindRegion(id) is not { } old)
        {
            return CatalogErrors.RegionNotFound.With(id);
        }

        if (old.IsBuiltIn)
        {
            return CatalogErrors.BuiltInEntry.With(id);
        }

        var region = old with
        {
            Description = wanted.Description ?? old.Description,
            ParentId = wanted.GivesParent ? wanted.ParentId : old.ParentId,
            Extra = ExtraAttributes.Merge(old.Extra, wanted.Extra),
        };
        if (region.ParentId is { } parentId)
        {
            if (entries.FindRegion(parentId) is null)
            {
                return CatalogErrors.RegionNotFound.With(parentId);
            }

            if (entries.RegionAndAbove(parentId).Contains(id, StringComparer.Ordinal))
            {
                return CommonErrors.InvalidRequest.With("region.parent_region_id: must not be the region itself or one below it");
            }
        }

        await transaction.ExecuteAsync($"UPDATE iam_regions SET description = {region.Description}, parent_id = {region.ParentId}, extra = {region.Extra} WHERE id = {id}");
        return new RegionResponse(region.ToBody(call));
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>Adds a region under the id in the path. It is no replacement: a region that is there is 409.</summary>
internal static class CreateRegionWithId
{
    public static readonly Operation Operation = new(
        "iam", "CreateRegionWithId",
        ServiceCatalogPolicies.CreateRegion.Permission,
        TrailRule.Organisation("Create Region With Id", "Region"),
        IamErrors.DelegatedChange, CatalogErrors.RegionNotFound, CatalogErrors.RegionTaken);

    public static async Task<Outcome<RegionResponse>> HandleAsync(string region_id, Call call, JsonBody body, MeaningfulChanges changes, CatalogDirectory directory)
    {
        call.Trail.ResourceId = region_id;
        if (ServiceCatalogPolicies.CreateRegion.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!RegionFields.IsId(region_id))
        {
            return CommonErrors.InvalidRequest.With("region_id: must have 1 to 255 characters, not all blank and none of them a control character");
        }

        return body.TryRead(fields => RegionFields.Read(fields, region_id), out var wanted, out var error, UnknownFields.Ignore)
            ? await CreateRegion.AddAsync(call, region_id, wanted, changes, directory)
            : error;
    }
}

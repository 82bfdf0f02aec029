using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>Shows a region.</summary>
internal static class GetRegion
{
    public static readonly Operation Operation = new(
        "iam", "GetRegion",
        ServiceCatalogPolicies.GetRegion.Permission,
        TrailRule.Organisation("Get Region", "Region"),
        CatalogErrors.RegionNotFound);

    public static async Task<Outcome<RegionResponse>> HandleAsync(string region_id, Call call, IDatabase database, CatalogDirectory directory)
    {
        call.Trail.ResourceId = region_id;
        if (ServiceCatalogPolicies.GetRegion.Refuse(call) is { } refused)
        {
            return refused;
        }

        var entries = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        return entries.FindRegion(region_id) is { } region ? new RegionResponse(region.ToBody(call)) : CatalogErrors.RegionNotFound.With(region_id);
    }
}

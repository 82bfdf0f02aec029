using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>Lists regions.</summary>
internal static class ListRegions
{
    public static readonly Operation Operation = new(
        "iam", "ListRegions",
        ServiceCatalogPolicies.ListRegions.Permission,
        TrailRule.Organisation("List Regions", "Region"));

    public static async Task<Outcome<RegionsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, CatalogDirectory directory)
    {
        var parentId = query.Text("parent_region_id");
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (ServiceCatalogPolicies.ListRegions.Refuse(call) is { } refused)
        {
            return refused;
        }

        var entries = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        return new RegionsResponse(
            [.. entries.Regions.Where(region => parentId is null || parentId == region.ParentId).Select(region => region.ToBody(call))],
            IamLinks.ToList(call, "regions"));
    }
}

using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>A region: a place that endpoints are in, perhaps part of a larger one.</summary>
internal sealed record CatalogRegion(string Id, string Description, string? ParentId, string? Extra, bool IsBuiltIn = false)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, description, parent_id, extra";

    public static CatalogRegion Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));

    /// <summary>Keeps a new region; the caller knows that there is none of its id.</summary>
    public static async ValueTask InsertAsync(ITransaction transaction, CatalogRegion region, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_regions (id, description, parent_id, extra, created_at)
        VALUES ({region.Id}, {region.Description}, {region.ParentId}, {region.Extra}, {now})
        """);

    /// <summary>The region on the wire.</summary>
    public RegionBody ToBody(Call call) => new(Id, Description, ParentId, IamLinks.To(call, "regions", Id)) { Extra = ExtraAttributes.ToWire(Extra) };
}

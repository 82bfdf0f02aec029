using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Services;

/// <summary>A service in the catalogue. Names are not unique, and neither are types: clients choose by both.</summary>
internal sealed record CatalogService(string Id, string Type, string? Name, string? Description, bool IsEnabled, string? Extra, bool IsBuiltIn = false)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, type, name, description, enabled, extra";

    public static CatalogService Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.GetInt64(4) == 1,
        row.IsDBNull(5) ? null : row.GetString(5));

    /// <summary>The service on the wire.</summary>
    public ServiceBody ToBody(Call call) => new(Id, Type, Name, Description, IsEnabled, IamLinks.To(call, "services", Id)) { Extra = ExtraAttributes.ToWire(Extra) };
}

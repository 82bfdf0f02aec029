using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>A group of endpoints, told by what they have in common; which they are follows from that at any time (Keystone's OS-EP-FILTER).</summary>
internal sealed record EndpointGroup(string Id, string Name, string? Description, EndpointFilter Filter)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, name, description, service_id, region_id, interface";

    public static EndpointGroup Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        new EndpointFilter(row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)));

    /// <summary>The group of that id; null if there is none.</summary>
    public static ValueTask<EndpointGroup?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_endpoint_groups WHERE id = {id}", Read);

    /// <summary>The group on the wire.</summary>
    public EndpointGroupBody ToBody(Call call) => new(
        Id, Name, Description, new EndpointGroupFilters(Filter.ServiceId, Filter.RegionId, Filter.Interface), IamLinks.To(call, "OS-EP-FILTER/endpoint_groups", Id));
}

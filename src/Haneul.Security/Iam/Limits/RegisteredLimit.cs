using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>A registered limit as it is kept.</summary>
internal sealed record RegisteredLimit(string Id, LimitedResource Resource, long Default, string? Description)
{
    /// <summary>The columns that <see cref="Read"/> takes, of <c>r</c>.</summary>
    public static Sql Columns => $"r.id, r.service_id, r.region_id, r.resource_name, r.default_limit, r.description";

    public static RegisteredLimit Read(DbDataReader row) =>
        new(row.GetString(0), LimitedResource.Read(row, 1), row.GetInt64(4), row.IsDBNull(5) ? null : row.GetString(5));

    /// <summary>The registered limit of that id; null if there is none.</summary>
    public static ValueTask<RegisteredLimit?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_registered_limits r WHERE r.id = {id}", Read);

    /// <summary>The registered limit of a resource; null if there is none.</summary>
    public static ValueTask<RegisteredLimit?> FindAsync(IDatabaseSession session, LimitedResource resource) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_registered_limits r WHERE {resource.Condition}", Read);

    /// <summary>Whether limits stand in for it.</summary>
    public static async ValueTask<bool> IsInUseAsync(IDatabaseSession session, string id) =>
        await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_limits WHERE registered_limit_id = {id}", static row => row.GetInt64(0)) > 0;

    /// <summary>The registered limit on the wire.</summary>
    public RegisteredLimitBody ToBody(Call call) =>
        new(Id, Resource.ServiceId, Resource.RegionId, Resource.Name, Default, Description, IamLinks.To(call, "registered_limits", Id));
}

using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>A policy that is stored for some service: a text that means something to that service alone, and nothing here.</summary>
internal sealed record ServicePolicy(string Id, string Type, string Blob, string? Extra)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, type, blob, extra";

    public static ServicePolicy Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));

    /// <summary>The policy of that id; null if there is none.</summary>
    public static ValueTask<ServicePolicy?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_policies WHERE id = {id}", Read);

    /// <summary>The policy on the wire.</summary>
    public PolicyBody ToBody(Call call) => new(Id, Type, Blob, IamLinks.To(call, "policies", Id)) { Extra = ExtraAttributes.ToWire(Extra) };
}

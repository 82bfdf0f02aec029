using System.Data.Common;
using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>Rules that make a user of what an identity provider says.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rules">The rules as JSON.</param>
/// <param name="SchemaVersion">The version of their structure.</param>
internal sealed record FederationMapping(string Id, string Rules, string SchemaVersion)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, rules, schema_version";

    public static FederationMapping Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));

    /// <summary>The mapping of that id; null if there is none.</summary>
    public static ValueTask<FederationMapping?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_federation_mappings WHERE id = {id}", Read);

    /// <summary>The mapping on the wire.</summary>
    public MappingBody ToBody(Call call) => new(Id, JsonElement.Parse(Rules), SchemaVersion, IamLinks.To(call, "OS-FEDERATION/mappings", Id));
}

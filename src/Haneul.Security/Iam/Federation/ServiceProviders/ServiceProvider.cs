using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.ServiceProviders;

/// <summary>Another installation that may take users of this one.</summary>
internal sealed record ServiceProvider(string Id, string AuthUrl, string SpUrl, string? Description, bool IsEnabled, string RelayStatePrefix)
{
    /// <summary>Keystone's own value where none is given.</summary>
    public const string UsualRelayStatePrefix = "ss:mem:";

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, auth_url, sp_url, description, enabled, relay_state_prefix";

    public static ServiceProvider Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4) == 1, row.GetString(5));

    /// <summary>The provider of that id; null if there is none.</summary>
    public static ValueTask<ServiceProvider?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_service_providers WHERE id = {id}", Read);

    /// <summary>The provider on the wire.</summary>
    public ServiceProviderBody ToBody(Call call) =>
        new(Id, AuthUrl, SpUrl, Description, IsEnabled, RelayStatePrefix, IamLinks.To(call, "OS-FEDERATION/service_providers", Id));
}

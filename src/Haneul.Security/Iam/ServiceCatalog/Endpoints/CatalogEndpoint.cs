using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>An address of a service.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ServiceId">The service.</param>
/// <param name="Interface">Whom it is for: one of <see cref="Interfaces"/>.</param>
/// <param name="RegionId">The region that it is in; null for none.</param>
/// <param name="Url">The address as it was given, a template; empty for the server's own.</param>
/// <param name="IsEnabled">Whether it is in catalogues.</param>
/// <param name="Extra">Attributes of a caller's own.</param>
/// <param name="BuiltIn">The service of the server whose address it is; null for those that were added.</param>
internal sealed record CatalogEndpoint(
    string Id, string ServiceId, string Interface, string? RegionId, string Url, bool IsEnabled, string? Extra, ServiceDescriptor? BuiltIn = null)
{
    /// <summary>Keystone's kinds of callers that an address may be for.</summary>
    public static readonly IReadOnlyList<string> Interfaces = ["public", "internal", "admin"];

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, service_id, interface, region_id, url, enabled, extra";

    /// <summary>The address taken apart; null for the server's own. What cannot be read, and so was never accepted, leads nowhere.</summary>
    public UrlTemplate? Template { get; } = BuiltIn is null && UrlTemplate.TryParse(Url, out var template, out _) ? template : null;

    public static CatalogEndpoint Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.GetString(4),
        row.GetInt64(5) == 1,
        row.IsDBNull(6) ? null : row.GetString(6));

    /// <summary>Deletes an endpoint with what hangs on it.</summary>
    public static async ValueTask DeleteAsync(ITransaction transaction, string id)
    {
        await transaction.ExecuteAsync($"DELETE FROM iam_project_endpoints WHERE endpoint_id = {id}");
        await transaction.ExecuteAsync($"DELETE FROM iam_policy_associations WHERE endpoint_id = {id}");
        await transaction.ExecuteAsync($"DELETE FROM iam_endpoints WHERE id = {id}");
    }

    /// <summary>The endpoint on the wire, its address as it was given.</summary>
    public EndpointBody ToBody(Call call) =>
        new(Id, Interface, RegionId, ServiceId, BuiltIn is null ? Url : call.UrlOf(BuiltIn), IsEnabled, RegionId, IamLinks.To(call, "endpoints", Id)) { Extra = ExtraAttributes.ToWire(Extra) };
}

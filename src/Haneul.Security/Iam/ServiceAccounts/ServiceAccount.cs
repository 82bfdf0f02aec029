using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>A service account as it is kept: a user without a password, bound to one project (spec/roles.md section 9).</summary>
internal sealed record ServiceAccount(string Id, string Name, string Description, string ProjectId, bool IsActive, string CreatedBy, long CreatedAt)
{
    /// <summary>What the users of this kind are called in <c>iam_users.kind</c>.</summary>
    public const string Kind = "service_account";

    /// <summary>What their names end with, as KakaoCloud names them.</summary>
    public const string NameSuffix = "@kc.serviceaccount.com";

    private static Sql Select => $"SELECT u.id, u.name, u.description, s.project_id, u.enabled, s.created_by, s.created_at FROM iam_service_accounts s JOIN iam_users u ON u.id = s.user_id";

    /// <summary>The service account of that id in a project; null if there is none: one of another project does not exist for the caller.</summary>
    public static ValueTask<ServiceAccount?> FindAsync(IDatabaseSession session, string id, string projectId) =>
        session.QueryFirstOrDefaultAsync($"{Select} WHERE s.user_id = {id} AND s.project_id = {projectId}", Read);

    /// <summary>The service accounts of a project, inactive ones included, by name.</summary>
    public static ValueTask<List<ServiceAccount>> ListAsync(IDatabaseSession session, string projectId) =>
        session.QueryAsync($"{Select} WHERE s.project_id = {projectId} ORDER BY u.name_key, u.id", Read);

    /// <summary>The account on the wire, with the roles that it is given.</summary>
    public async ValueTask<ServiceAccountBody> ToBodyAsync(IDatabaseSession session, RoleDirectory directory)
    {
        var roles = await directory.GetAsync(session);
        var given = await EffectiveRoles.OnProjectAsync(session, Id, ProjectId);
        return new(
            Id, Name, Description, ProjectId, IsActive ? "ACTIVE" : "INACTIVE",
            [.. given.Select(roles.FindById).OfType<Role>().OrderBy(RoleTable.OrderOf).ThenBy(static role => role.Name, StringComparer.Ordinal).Select(static role => new ServiceAccountRole(role.Id, role.Name))],
            CreatedBy, UnixTime.ToWire(CreatedAt));
    }

    private static ServiceAccount Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? "" : row.GetString(2), row.GetString(3), row.GetInt64(4) == 1, row.GetString(5), row.GetInt64(6));
}

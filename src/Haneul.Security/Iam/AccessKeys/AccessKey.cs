using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>An access key as it is kept, but for its secret.</summary>
internal sealed record AccessKey(
    string Id, string UserId, string ProjectId, string Name, string? Description, string[] RoleIds, bool? IsUnrestricted, long? ExpiresAt)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, user_id, project_id, name, description, role_ids, unrestricted, expires_at";

    public static AccessKey Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        Roles.RoleIds.Split(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetInt64(6) == 1,
        row.IsDBNull(7) ? null : row.GetInt64(7));

    /// <summary>The key on the wire. The secret is there in the answer to its creation and never again.</summary>
    public AccessKeyBody ToBody(Call call, RoleSet roles, string? secret = null) => new(
        Id,
        Name,
        Description,
        UserId,
        ProjectId,
        System: null,
        // Keystone writes no Z here, unlike in tokens, and clients parse it so (spec/iam-and-trail.md section 9.3).
        ExpiresAt is { } expiry ? UnixTime.ToWire(expiry).TrimEnd('Z') : null,
        IsUnrestricted,
        [.. RoleIds.Select(roles.FindById).OfType<Role>().Select(role => new KeyRoleBody(role.Id, role.Name, DomainId: null, role.Description, NoOptions.Value))],
        secret,
        IamLinks.To(call, "application_credentials", Id));
}

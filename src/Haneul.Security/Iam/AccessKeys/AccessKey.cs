using System.Data.Common;
using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
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
    /// <summary>The columns that <see cref="Read"/> takes, of a table joined as <c>k</c>.</summary>
    public static Sql Columns => $"k.id, k.user_id, k.project_id, k.name, k.description, k.role_ids, k.unrestricted, k.expires_at, {KeyRules.OfKey}";

    /// <summary>The calls that its tokens are limited to; null for no limit but the roles.</summary>
    public IReadOnlyList<AccessRule>? Rules { get; init; }

    public static AccessKey Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        Roles.RoleIds.Split(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetInt64(6) == 1,
        row.IsDBNull(7) ? null : row.GetInt64(7))
    {
        Rules = row.IsDBNull(8) ? null : KeyRules.Read(row.GetString(8)),
    };

    /// <summary>What keeps a user from one more key: 409 if they have one of its name, 403 if they have as many in its project as they may.</summary>
    public static async ValueTask<Error?> RefuseAsync(ITransaction transaction, AccessKey key, int mostKeys)
    {
        var isTaken = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM iam_access_keys WHERE user_id = {key.UserId} AND name_key = {NameKey.Of(key.Name)}", static row => row.GetInt64(0)) > 0;
        if (isTaken)
        {
            return IamErrors.AccessKeyNameTaken.AsError();
        }

        var count = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM iam_access_keys WHERE user_id = {key.UserId} AND project_id = {key.ProjectId}", static row => row.GetInt64(0));
        return count >= mostKeys ? IamErrors.AccessKeyLimit.With(mostKeys) : null;
    }

    /// <summary>Takes out a key of a user; its name, or null if they have none of that id. Its access rules stay for other keys to name.</summary>
    public static async ValueTask<string?> DeleteAsync(ITransaction transaction, string userId, string id)
    {
        var name = await transaction.QueryFirstOrDefaultAsync($"SELECT name FROM iam_access_keys WHERE user_id = {userId} AND id = {id}", static row => row.GetString(0));

        // Its tokens die with it, because the key is looked up with them; their rows go when they expire.
        await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE user_id = {userId} AND id = {id}");
        return name;
    }

    /// <summary>Keeps a new key. Its rules must be kept already.</summary>
    public static async ValueTask InsertAsync(ITransaction transaction, AccessKey key, byte[] secretHash, long now)
    {
        await transaction.ExecuteAsync($"""
            INSERT INTO iam_access_keys (id, user_id, project_id, name, name_key, description, secret_hash, role_ids, unrestricted, expires_at, has_access_rules, created_at)
            VALUES ({key.Id}, {key.UserId}, {key.ProjectId}, {key.Name}, {NameKey.Of(key.Name)}, {key.Description}, {secretHash}, {Roles.RoleIds.Join(key.RoleIds)},
                    {key.IsUnrestricted}, {key.ExpiresAt}, {key.Rules is not null}, {now})
            """);
        foreach (var rule in key.Rules ?? [])
        {
            await transaction.ExecuteAsync($"INSERT INTO iam_access_key_rules (access_key_id, access_rule_id) VALUES ({key.Id}, {rule.Id})");
        }
    }

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
        Rules is null ? null : [.. Rules.Select(static rule => new KeyRuleBody(rule.Id, rule.Service, rule.Path, rule.Method))],
        secret,
        IamLinks.To(call, "application_credentials", Id));
}

using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>The rows of tokens. Only the MAC of a token is kept: who reads the database gets no token, who writes it makes none.</summary>
internal sealed class TokenStore(RoleDirectory directory, TimeProvider time)
{
    /// <summary>
    /// Keeps a new token; false if what was proven no longer holds. Checking a password takes long, and a change of it in the meantime ends only the tokens
    /// that it finds: so the statement that adds one looks again, and on PostgreSQL holds what it saw until the commit.
    /// </summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, TokenKey key, TokenRecord token, Proof proof) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_tokens (number, hash, user_id, project_id, access_key_id, method, role_ids, audit_id, issued_at, expires_at)
        SELECT {key.Number}, {key.Hash.ToArray()}, {token.Subject.User.Id}, {token.Subject.Project?.Id}, {token.Subject.AccessKey?.Id}, {token.Method},
               {RoleIds.Join(token.Roles.Select(role => role.Id))}, {token.AuditId}, {token.IssuedAt}, {token.ExpiresAt}
        {StillProven(token.Subject, proof)} {SqlToken.ShareLock}
        """) > 0;

    private static Sql StillProven(Subject subject, Proof proof)
    {
        if (subject.AccessKey is not { } accessKey)
        {
            return $"FROM iam_users u WHERE u.id = {subject.User.Id} AND u.enabled = 1 AND u.password_hash = {proof.PasswordHash}";
        }

        // Disabling a user deletes their keys, so the key's row is enough to lock.
        return $"""
            FROM iam_access_keys k WHERE k.id = {accessKey.Id} AND k.secret_hash = {proof.SecretHash}
            AND EXISTS (SELECT 1 FROM iam_users u WHERE u.id = k.user_id AND u.enabled = 1)
            """;
    }

    /// <summary>Whether a token is still kept; what it means is another question.</summary>
    public static async ValueTask<bool> ExistsAsync(IDatabaseSession session, TokenKey key) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_tokens WHERE number = {key.Number} AND hash = {key.Hash.ToArray()}", static row => row.GetInt64(0)) > 0;

    /// <summary>Ends a token; false if it is not there.</summary>
    public static async ValueTask<bool> DeleteAsync(ITransaction transaction, TokenKey key) =>
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE number = {key.Number} AND hash = {key.Hash.ToArray()}") > 0;

    /// <summary>Ends every token of a user.</summary>
    public static async ValueTask DeleteOfUserAsync(ITransaction transaction, string userId) =>
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE user_id = {userId}");

    /// <summary>
    /// A token and what it means now; null if it is unknown, has expired, or is dead: its user, project or key is gone, disabled or expired, or the user
    /// has no role in the project any more (seed 1, permission expiration).
    /// </summary>
    public async ValueTask<TokenRecord?> FindAsync(IDatabaseSession session, TokenKey key)
    {
        var row = await session.QueryFirstOrDefaultAsync($"""
            SELECT t.project_id, t.access_key_id, t.method, t.role_ids, t.audit_id, t.issued_at, t.expires_at,
                   {Subject.SelectUser}, {Subject.SelectProject}, {Subject.SelectAccessKey}
            FROM iam_tokens t
            JOIN iam_users u ON u.id = t.user_id
            JOIN iam_organisations uo ON uo.id = u.organisation_id
            LEFT JOIN iam_projects p ON p.id = t.project_id
            LEFT JOIN iam_organisations po ON po.id = p.organisation_id
            LEFT JOIN iam_access_keys k ON k.id = t.access_key_id AND k.user_id = t.user_id AND k.project_id = t.project_id
            WHERE t.number = {key.Number} AND t.hash = {key.Hash.ToArray()}
            """, Row.Read);
        return row is null || !IsAlive(row) ? null : await CompleteAsync(session, row);
    }

    private bool IsAlive(Row row)
    {
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        var subject = row.Subject;
        return row.ExpiresAt > now
            && subject.IsEnabled
            && string.Equals(row.ProjectId, subject.Project?.Id, StringComparison.Ordinal)
            && string.Equals(row.AccessKeyId, subject.AccessKey?.Id, StringComparison.Ordinal)
            && (subject.AccessKey?.ExpiresAt is not { } expiry || expiry > now);
    }

    private async ValueTask<TokenRecord?> CompleteAsync(IDatabaseSession session, Row row)
    {
        IReadOnlyList<Role> roles = [];
        if (row.Subject.Project is { } project)
        {
            var assigned = await EffectiveRoles.OnProjectAsync(session, row.Subject.User.Id, project.Id);
            roles = EffectiveRoles.Intersect(await directory.GetAsync(session), RoleScope.Project, assigned, RoleIds.Split(row.RoleIds), row.Subject.AccessKey?.RoleIds);
            if (roles.Count == 0)
            {
                return null;
            }
        }

        return new TokenRecord
        {
            Method = row.Method,
            AuditId = row.AuditId,
            IssuedAt = row.IssuedAt,
            ExpiresAt = row.ExpiresAt,
            Subject = row.Subject,
            Roles = roles,
        };
    }

    private sealed record Row(string? ProjectId, string? AccessKeyId, string Method, string RoleIds, string AuditId, long IssuedAt, long ExpiresAt, Subject Subject)
    {
        public static Row Read(DbDataReader row) => new(
            row.IsDBNull(0) ? null : row.GetString(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetInt64(5),
            row.GetInt64(6),
            Subject.Read(row, 7));
    }
}

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
        INSERT INTO iam_tokens (number, hash, user_id, project_id, domain_id, is_system, access_key_id, method, role_ids, audit_id, parent_audit_id, issued_at, expires_at)
        SELECT {key.Number}, {key.Hash.ToArray()}, {token.Subject.User.Id}, {token.Subject.Project?.Id}, {token.Subject.Domain?.Id}, {token.Subject.IsSystem},
               {token.Subject.AccessKey?.Id}, {JoinMethods(token.Methods)}, {RoleIds.Join(token.Roles.Select(role => role.Id))}, {token.AuditId}, {token.ParentAuditId},
               {token.IssuedAt}, {token.ExpiresAt}
        FROM {proof.Tables} WHERE {proof.Condition} {SqlToken.ShareLock}
        """) > 0;

    /// <summary>Methods as one column: separated by commas, which no name of a method contains.</summary>
    public static string JoinMethods(IReadOnlyList<string> methods) => methods.Count == 1 ? methods[0] : string.Join(',', methods);

    /// <summary>Whether a token is still kept; what it means is another question.</summary>
    public static async ValueTask<bool> ExistsAsync(IDatabaseSession session, TokenKey key) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_tokens WHERE number = {key.Number} AND hash = {key.Hash.ToArray()}", static row => row.GetInt64(0)) > 0;

    /// <summary>Ends a token; false if it is not there. Tokens that were made of it live on, as in Keystone: signing out of one project must not sign out of all.</summary>
    public static async ValueTask<bool> DeleteAsync(ITransaction transaction, TokenKey key) =>
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE number = {key.Number} AND hash = {key.Hash.ToArray()}") > 0;

    /// <summary>Ends every token of a user.</summary>
    public static async ValueTask DeleteOfUserAsync(ITransaction transaction, string userId)
    {
        // The user's row is written first, so that a token that is just being made of one of theirs is either waited for and found, or not made (Proof.OfToken).
        await transaction.ExecuteAsync($"UPDATE iam_users SET enabled = enabled WHERE id = {userId}");
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE user_id = {userId}");
    }

    /// <summary>
    /// A token and what it means now; null if it is unknown, has expired, or is dead: its user, project, organisation or key is gone, disabled or expired, or the user
    /// has no role there any more (seed 1, permission expiration).
    /// </summary>
    public async ValueTask<TokenRecord?> FindAsync(IDatabaseSession session, TokenKey key)
    {
        var row = await session.QueryFirstOrDefaultAsync($"""
            SELECT t.project_id, t.access_key_id, t.method, t.role_ids, t.audit_id, t.issued_at, t.expires_at, t.domain_id, t.is_system, t.parent_audit_id,
                   {Subject.SelectUser}, {Subject.SelectProject}, {Subject.SelectAccessKey}, {Subject.SelectDomain}
            FROM iam_tokens t
            JOIN iam_users u ON u.id = t.user_id
            JOIN iam_organisations uo ON uo.id = u.organisation_id
            LEFT JOIN iam_projects p ON p.id = t.project_id
            LEFT JOIN iam_organisations po ON po.id = p.organisation_id
            LEFT JOIN iam_access_keys k ON k.id = t.access_key_id AND k.user_id = t.user_id AND k.project_id = t.project_id
            LEFT JOIN iam_organisations d ON d.id = t.domain_id
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
            && string.Equals(row.DomainId, subject.Domain?.Id, StringComparison.Ordinal)
            && string.Equals(row.AccessKeyId, subject.AccessKey?.Id, StringComparison.Ordinal)
            && (subject.AccessKey?.ExpiresAt is not { } expiry || expiry > now);
    }

    private async ValueTask<TokenRecord?> CompleteAsync(IDatabaseSession session, Row row)
    {
        IReadOnlyList<Role> roles = [];
        if (await ScopeRoles.AssignedAsync(session, row.Subject) is { } assigned)
        {
            roles = EffectiveRoles.Intersect(
                await directory.GetAsync(session), ScopeRoles.KindOf(row.Subject), assigned, RoleIds.Split(row.RoleIds), row.Subject.AccessKey?.RoleIds);
            if (roles.Count == 0)
            {
                return null;
            }
        }

        return new TokenRecord
        {
            Methods = row.Methods.Split(','),
            AuditId = row.AuditId,
            ParentAuditId = row.ParentAuditId,
            IssuedAt = row.IssuedAt,
            ExpiresAt = row.ExpiresAt,
            Subject = row.Subject,
            Roles = roles,
        };
    }

    private sealed record Row(
        string? ProjectId, string? AccessKeyId, string Methods, string RoleIds, string AuditId, long IssuedAt, long ExpiresAt, string? DomainId, string? ParentAuditId, Subject Subject)
    {
        private const int SubjectAt = 10;
        private const int DomainAt = SubjectAt + Subject.UserColumns + Subject.ProjectColumns + Subject.AccessKeyColumns;

        public static Row Read(DbDataReader row)
        {
            var subject = Subject.Read(row, SubjectAt);
            var domain = Subject.ReadDomain(row, DomainAt, out var domainEnabled);
            return new(
                TextOrNull(row, 0),
                TextOrNull(row, 1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetInt64(5),
                row.GetInt64(6),
                TextOrNull(row, 7),
                TextOrNull(row, 9),
                subject with { Domain = domain, IsSystem = row.GetInt64(8) == 1, IsEnabled = subject.IsEnabled && domainEnabled });
        }

        private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}

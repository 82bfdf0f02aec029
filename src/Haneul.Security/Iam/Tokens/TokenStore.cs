using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.OAuth;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Trusts;

namespace Haneul.Security.Iam.Tokens;

/// <summary>The rows of tokens. Only the MAC of a token is kept: who reads the database gets no token, who writes it makes none.</summary>
internal sealed class TokenStore(RoleDirectory directory, TrustScope trusts, OAuthScope oauth, HaneulOptions options, TimeProvider time)
{
    /// <summary>
    /// Keeps a new token; false if what was proven no longer holds. Checking a password takes long, and a change of it in the meantime ends only the tokens
    /// that it finds: so the statement that adds one looks again, and on PostgreSQL holds what it saw until the commit.
    /// </summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, TokenKey key, TokenRecord token, Proof proof) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_tokens (number, hash, user_id, project_id, domain_id, is_system, access_key_id, trust_id, oauth_token_id, method, role_ids, audit_id, parent_audit_id, issued_at, expires_at)
        SELECT {key.Number}, {key.Hash.ToArray()}, {token.Subject.User.Id}, {token.Subject.Project?.Id}, {token.Subject.Domain?.Id}, {token.Subject.IsSystem},
               {token.Subject.AccessKey?.Id}, {token.Subject.Trust?.Id}, {token.Subject.OAuth?.AccessTokenId}, {JoinMethods(token.Methods)}, {RoleIds.Join(token.Roles.Select(role => role.Id))}, {token.AuditId}, {token.ParentAuditId},
               {token.IssuedAt}, {token.ExpiresAt}
        FROM {proof.Tables} WHERE {proof.Condition} {SqlToken.ShareLock}
        """) > 0;

    /// <summary>Methods as one column: separated by commas, which no name of a method contains.</summary>
    public static string JoinMethods(IReadOnlyList<string> methods) => methods.Count == 1 ? methods[0] : string.Join(',', methods);

    /// <summary>Whether a token is still kept; what it means is another question.</summary>
    public static async ValueTask<bool> ExistsAsync(IDatabaseSession session, TokenKey key) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_tokens WHERE number = {key.Number} AND hash = {key.Hash.ToArray()}", static row => row.GetInt64(0)) > 0;

    /// <summary>Ends a token; false if it is not there.</summary>
    public static async ValueTask<bool> DeleteAsync(ITransaction transaction, TokenKey key) =>
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE number = {key.Number} AND hash = {key.Hash.ToArray()}") > 0;

    /// <summary>Ends every token of a user.</summary>
    public static async ValueTask DeleteOfUserAsync(ITransaction transaction, string userId)
    {
        // The user's row is written first, so that a token that is just being made of one of theirs is either waited for and found, or not made (Proof.OfToken).
        await transaction.ExecuteAsync($"UPDATE iam_users SET enabled = enabled WHERE id = {userId}");
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE user_id = {userId}");

        // Those of trusts are theirs on either side, as in Keystone: whoever has learned a trustee's password must not act on as the trustor.
        await transaction.ExecuteAsync(
            $"DELETE FROM iam_tokens WHERE trust_id IN (SELECT id FROM iam_trusts WHERE trustee_user_id = {userId} OR trustor_user_id = {userId})");
    }

    /// <summary>Ends every token for a project that is disabled: what was suspended must not come back with it, as in Keystone.</summary>
    public static async ValueTask DeleteOfProjectAsync(ITransaction transaction, string projectId) =>
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE project_id = {projectId}");

    /// <summary>Ends every token for an organisation that is disabled, for its projects, and of its users wherever they are for.</summary>
    public static async ValueTask DeleteOfOrganisationAsync(ITransaction transaction, string organisationId)
    {
        Sql users = $"SELECT id FROM iam_users WHERE organisation_id = {organisationId}";
        await transaction.ExecuteAsync($"""
            DELETE FROM iam_tokens
            WHERE domain_id = {organisationId} OR user_id IN ({users})
               OR project_id IN (SELECT id FROM iam_projects WHERE organisation_id = {organisationId})
               OR trust_id IN (SELECT id FROM iam_trusts WHERE trustee_user_id IN ({users}) OR trustor_user_id IN ({users}))
            """);
    }

    /// <summary>
    /// A token and what it means now; null if it is unknown, has expired, or is dead: its user, project, organisation or key is gone, disabled or expired, or the user
    /// has no role there any more (seed 1, permission expiration).
    /// </summary>
    public ValueTask<TokenRecord?> FindAsync(IDatabaseSession session, TokenKey key) => FindAsync(session, key, allowance: TimeSpan.Zero);

    /// <summary>The same, but a token that has expired within the window of the setting counts.</summary>
    public ValueTask<TokenRecord?> FindExpiredAsync(IDatabaseSession session, TokenKey key) => FindAsync(session, key, options.ExpiredTokenWindow);

    private async ValueTask<TokenRecord?> FindAsync(IDatabaseSession session, TokenKey key, TimeSpan allowance)
    {
        var row = await session.QueryFirstOrDefaultAsync($"""
            SELECT t.project_id, t.access_key_id, t.method, t.role_ids, t.audit_id, t.issued_at, t.expires_at, t.domain_id, t.is_system, t.parent_audit_id,
                   t.trust_id, t.oauth_token_id,
                   {Subject.SelectDomain}, {Subject.SelectUser}, {Subject.SelectProject}, {Subject.SelectAccessKey}
            FROM iam_tokens t
            JOIN iam_users u ON u.id = t.user_id
            JOIN iam_organisations uo ON uo.id = u.organisation_id
            LEFT JOIN iam_projects p ON p.id = t.project_id
            LEFT JOIN iam_organisations po ON po.id = p.organisation_id
            LEFT JOIN iam_organisations d ON d.id = t.domain_id
            LEFT JOIN iam_access_keys k ON k.id = t.access_key_id AND k.user_id = t.user_id AND k.project_id = t.project_id
            WHERE t.number = {key.Number} AND t.hash = {key.Hash.ToArray()}
            """, Row.Read);
        return row is null || !IsAlive(row, allowance) ? null : await CompleteAsync(session, row);
    }

    private bool IsAlive(Row row, TimeSpan allowance)
    {
        var now = time.GetUtcNow();
        var subject = row.Subject;
        return row.ExpiresAt > UnixTime.ToMicroseconds(now - allowance)
            && subject.IsEnabled
            && string.Equals(row.ProjectId, subject.Project?.Id, StringComparison.Ordinal)
            && string.Equals(row.DomainId, subject.Domain?.Id, StringComparison.Ordinal)
            && string.Equals(row.AccessKeyId, subject.AccessKey?.Id, StringComparison.Ordinal)
            && !(subject.AccessKey?.ExpiresAt <= UnixTime.ToMicroseconds(now));
    }

    private async ValueTask<TokenRecord?> CompleteAsync(IDatabaseSession session, Row row)
    {
        var subject = row.Subject;
        IReadOnlyList<Role> roles = [];
        if (row.TrustId is not null || row.OAuthTokenId is not null)
        {
            var atIssue = RoleIds.Split(row.RoleIds);
            var delegated = row.TrustId is { } trustId
                ? await trusts.FindAsync(session, subject, trustId, atIssue)
                : await oauth.FindAsync(session, subject, row.OAuthTokenId!, atIssue);
            if (delegated is null)
            {
                return null;
            }

            (subject, roles) = (delegated.Subject, delegated.Roles);
        }
        else if (await ScopeRoles.AssignedAsync(session, row.Subject) is { } assigned)
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
            Subject = subject,
            Roles = roles,
        };
    }

    private sealed record Row(
        string? ProjectId, string? AccessKeyId, string Methods, string RoleIds, string AuditId, long IssuedAt, long ExpiresAt, string? DomainId, string? ParentAuditId,
        string? TrustId, string? OAuthTokenId, Subject Subject)
    {
        private const int DomainAt = 12;
        private const int SubjectAt = DomainAt + Subject.DomainColumns;

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
                TextOrNull(row, 10),
                TextOrNull(row, 11),
                subject with { Domain = domain, IsSystem = row.GetInt64(8) == 1, IsEnabled = subject.IsEnabled && domainEnabled });
        }

        private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}

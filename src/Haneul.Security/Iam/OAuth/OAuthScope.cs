using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Tokens made with an OAuth1 access token: whose they are, what they may do, and when they are dead.</summary>
internal sealed class OAuthScope(RoleDirectory directory, TimeProvider time)
{
    /// <summary>
    /// What a token of an access token means now: the roles that were authorised, as far as the user still holds them; never all that the user has (CVE-2020-12690).
    /// Null if it is dead: the access token or its consumer is gone, it has expired, or no role is left.
    /// </summary>
    public async ValueTask<DelegatedScope?> FindAsync(IDatabaseSession session, Subject subject, string accessTokenId, IReadOnlyCollection<string>? atIssue)
    {
        var found = await session.QueryFirstOrDefaultAsync($"""
            SELECT consumer_id, granted_role_ids, expires_at FROM iam_oauth_access_tokens
            WHERE id = {accessTokenId} AND user_id = {subject.User.Id} AND project_id = {subject.Project?.Id} AND expires_at > {UnixTime.ToMicroseconds(time.GetUtcNow())}
            """, static row => new { ConsumerId = row.GetString(0), Granted = RoleIds.Split(row.GetString(1)), ExpiresAt = row.GetInt64(2) });
        if (found is null)
        {
            return null;
        }

        var assigned = await EffectiveRoles.OnProjectAsync(session, subject.User.Id, subject.Project!.Id);
        var roles = EffectiveRoles.Intersect(await directory.GetAsync(session), RoleScope.Project, assigned, atIssue, found.Granted);
        return roles.Count == 0 ? null : new DelegatedScope(subject with { OAuth = new TokenOAuth(accessTokenId, found.ConsumerId, found.ExpiresAt) }, roles);
    }
}

using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.OAuth;

/// <summary>A consumer turns a request token that a user has authorised into an access token, once.</summary>
internal static class CreateAccessToken
{
    public static readonly Operation Operation = new(
        "iam", "CreateAccessToken",
        Permission.Anyone("the signature of a consumer and the verifier of a user stand for a token"),
        TrailRule.Organisation("Create Access Token", "OAuth Access Token"),
        OAuthErrors.HeaderMissing, IamErrors.SignInFailed);

    private const int LongestVerifier = 64;

    // Keystone's default.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static async Task<Outcome<FormAnswer>> HandleAsync(
        Call call, IDatabase database, MeaningfulChanges changes, ConsumerCalls calls, SignedRequests requests, OAuthSecrets secrets, AccessKeySecrets hashes, IdGenerator ids)
    {
        var read = ConsumerCalls.Read(call, "oauth_consumer_key", "oauth_token", "oauth_verifier");
        return read.Error is { } error ? error : await calls.RunAsync(call, () => CreateAsync(call, read.Value, database, changes, requests, secrets, hashes, ids));
    }

    private static async ValueTask<Outcome<FormAnswer>> CreateAsync(
        Call call, OAuthHeader header, IDatabase database, MeaningfulChanges changes, SignedRequests requests, OAuthSecrets secrets, AccessKeySecrets hashes, IdGenerator ids)
    {
        var cancellation = call.Context.RequestAborted;
        var requestTokenId = header.Token!;
        var found = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync($"""
            SELECT r.secret, r.verifier_hash, p.organisation_id FROM iam_oauth_request_tokens r JOIN iam_projects p ON p.id = r.project_id
            WHERE r.id = {requestTokenId} AND r.consumer_id = {header.ConsumerId} AND r.expires_at > {UnixTime.ToMicroseconds(call.Now)}
            """, static row => new { Secret = row.GetFieldValue<byte[]>(0), VerifierHash = row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), OrganisationId = row.GetString(2) }), cancellation);
        call.Trail.DomainId = found?.OrganisationId;
        var verifier = header.Verifier is { Length: <= LongestVerifier } given && requestTokenId.Length <= LongestVerifier ? given : null;
        var isVerified = hashes.Matches(AuthorizeRequestToken.VerifiedText(verifier is null ? "" : requestTokenId, verifier ?? ""), found?.VerifierHash);
        if (!(await requests.VerifyAsync(call, header, OAuthSecrets.RequestToken, found?.Secret) & isVerified))
        {
            return IamErrors.SignInFailed;
        }

        var id = ids.NewHexId();
        var secret = await secrets.CreateAsync(OAuthSecrets.AccessToken, id, cancellation);
        var expiresAt = UnixTime.ToMicroseconds(call.Now + Lifetime);
        call.Trail.ResourceId = id;

        // Alters no token, but takes its turn with what does: its user, project or consumer may be on the way out.
        return await changes.WriteAsync<FormAnswer>(call, async transaction =>
        {
            // The very authorisation that was verified, and by whoever comes first: the row is gone for everyone else.
            var added = await transaction.ExecuteAsync($"""
                INSERT INTO iam_oauth_access_tokens (id, consumer_id, user_id, project_id, secret, role_ids, granted_role_ids, expires_at, created_at)
                SELECT {id}, r.consumer_id, r.user_id, r.project_id, {secret.Sealed}, r.role_ids, r.granted_role_ids, {expiresAt}, {UnixTime.ToMicroseconds(call.Now)}
                FROM iam_oauth_request_tokens r
                WHERE r.id = {requestTokenId} AND r.verifier_hash = {found!.VerifierHash} AND r.user_id IS NOT NULL
                """);
            if (added == 0 || await transaction.ExecuteAsync($"DELETE FROM iam_oauth_request_tokens WHERE id = {requestTokenId} AND verifier_hash = {found.VerifierHash}") == 0)
            {
                return IamErrors.SignInFailed;
            }

            return Outcome.Created(new FormAnswer(id, secret.Secret, UnixTime.ToWire(expiresAt)));
        });
    }
}

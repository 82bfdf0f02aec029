using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Trusts;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>A user lets a consumer act with roles of the user's own token, on its project. The verifier in the answer is what the user hands to the consumer.</summary>
internal static class AuthorizeRequestToken
{
    public static readonly Operation Operation = new(
        "iam", "AuthorizeRequestToken",
        OAuthPolicies.Authorize.Permission,
        TrailRule.Organisation("Authorize Request Token", "OAuth Request Token"),
        IamErrors.DelegatedChange, OAuthErrors.RequestTokenNotFound, OAuthErrors.RequestTokenExpired, OAuthErrors.RoleNotHeld);

    private const int MostRoles = 100;
    private const int LongestId = 64;

    public static async Task<Outcome<AuthorizedRequestTokenResponse>> HandleAsync(
        string request_token_id, Call call, JsonBody body, MeaningfulChanges changes, RoleDirectory directory, AccessKeySecrets hashes, IdGenerator ids)
    {
        call.Trail.ResourceId = request_token_id;
        if (OAuthPolicies.Authorize.Refuse(call) is { } refused)
        {
            return refused;
        }

        // Keystone's policy is for tokens of a project alone: any other holds no role that a consumer could act with.
        if (call.Caller.ProjectId is null)
        {
            return CommonErrors.Forbidden.With(call.Operation!.OperationId);
        }

        if (!body.TryRead(ReadRoles, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        if (request_token_id.Length > LongestId)
        {
            // No id of ours is longer, and only so much is hashed with the verifier.
            return OAuthErrors.RequestTokenNotFound.With(ShownText.Cut(request_token_id));
        }

        var verifier = ids.NewUrlSafe(16);
        var hash = hashes.Hash(VerifiedText(request_token_id, verifier));
        return await changes.WriteAsync<AuthorizedRequestTokenResponse>(call, async transaction =>
        {
            var found = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT project_id, expires_at FROM iam_oauth_request_tokens WHERE id = {request_token_id}", static row => new { ProjectId = row.GetString(0), ExpiresAt = row.GetInt64(1) });
            if (found is null)
            {
                return OAuthErrors.RequestTokenNotFound.With(ShownText.Cut(request_token_id));
            }

            if (found.ExpiresAt <= UnixTime.ToMicroseconds(call.Now))
            {
                return OAuthErrors.RequestTokenExpired;
            }

            var roles = await directory.GetAsync(transaction);
            var chosen = new List<string>();
            foreach (var role in wanted)
            {
                // A token for another project holds no role on this one, whatever its user does.
                if (call.Caller.ProjectId != found.ProjectId || role.FindHeld(call, roles) is not { } held)
                {
                    return OAuthErrors.RoleNotHeld.With(role.Shown);
                }

                chosen.Add(held.Id);
            }

            var named = RoleIds.Join(chosen.Distinct(StringComparer.Ordinal));
            var granted = RoleIds.Join(roles.Expand(chosen, RoleScope.Project).Select(static role => role.Id));
            await transaction.ExecuteAsync($"""
                UPDATE iam_oauth_request_tokens SET user_id = {call.Caller.UserId}, role_ids = {named}, granted_role_ids = {granted}, verifier_hash = {hash} WHERE id = {request_token_id}
                """);
            return new AuthorizedRequestTokenResponse(new RequestTokenVerifier(verifier));
        });
    }

    /// <summary>What the stored hash of a verifier is made of: only where it belongs is it worth anything.</summary>
    internal static string VerifiedText(string requestTokenId, string verifier) => $"oauth-verifier/{requestTokenId}/{verifier}";

    private static IReadOnlyList<WantedRole> ReadRoles(JsonFields body)
    {
        var roles = body.OptionalObjects("roles", WantedRole.Read, MostRoles);
        if (roles is null or { Count: 0 } && (!body.Has("roles") || roles is not null))
        {
            body.AddProblem("roles", "must name at least one role");
        }

        return roles ?? [];
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Deletes an access token. The tokens made with it die at once.</summary>
internal static class DeleteAccessToken
{
    public static readonly Operation Operation = new(
        "iam", "DeleteAccessToken",
        OAuthPolicies.DeleteAccessToken.Permission,
        TrailRule.Organisation("Delete Access Token", "OAuth Access Token"),
        IamErrors.DelegatedChange, OAuthErrors.AccessTokenNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, string access_token_id, Call call, MeaningfulChanges changes) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var found = await AccessToken.FindAsync(call, transaction, OAuthPolicies.DeleteAccessToken, user_id, access_token_id);
            if (found.Error is { } error)
            {
                return error;
            }

            // Its tokens are dead because it is looked up with them; their rows go when they expire.
            await transaction.ExecuteAsync($"DELETE FROM iam_oauth_access_tokens WHERE id = {access_token_id}");
            return Outcome.NoContent();
        });
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Shows an access token, without its secret.</summary>
internal static class GetAccessToken
{
    public static readonly Operation Operation = new(
        "iam", "GetAccessToken",
        OAuthPolicies.GetAccessToken.Permission,
        TrailRule.Organisation("Get Access Token", "OAuth Access Token"),
        IamErrors.DelegatedChange, OAuthErrors.AccessTokenNotFound);

    public static async Task<Outcome<AccessTokenResponse>> HandleAsync(string user_id, string access_token_id, Call call, IDatabase database)
    {
        var found = await database.ReadAsync(session => AccessToken.FindAsync(call, session, OAuthPolicies.GetAccessToken, user_id, access_token_id), call.Context.RequestAborted);
        return found.Error is { } error ? error : new AccessTokenResponse(found.Value.ToBody(call));
    }
}

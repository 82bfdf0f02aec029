using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Lists the access tokens that a user has authorised, without secrets.</summary>
internal static class ListAccessTokens
{
    public static readonly Operation Operation = new(
        "iam", "ListAccessTokens",
        OAuthPolicies.ListAccessTokens.Permission,
        TrailRule.Organisation("List Access Tokens", "OAuth Access Token"),
        IamErrors.DelegatedChange);

    public static async Task<Outcome<AccessTokensResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database)
    {
        if (OAuthPolicies.ListAccessTokens.Refuse(call) is { } refused)
        {
            return refused;
        }

        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var tokens = await database.ReadAsync(session => session.QueryAsync($"""
            SELECT {AccessToken.Columns} FROM iam_oauth_access_tokens a
            WHERE a.user_id = {user_id} AND a.expires_at > {UnixTime.ToMicroseconds(call.Now)} AND a.id > {page.After} ORDER BY a.id LIMIT {page.Take}
            """, AccessToken.Read), call.Context.RequestAborted);
        var links = page.Cut(call, AccessToken.CollectionOf(user_id), tokens, static token => token.Id);
        return new AccessTokensResponse([.. tokens.Select(token => token.ToBody(call))], links);
    }
}

using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Signing in with an OAuth1 access token: a consumer acts for the user who authorised it, in the project and with the roles that they chose.</summary>
internal sealed class OAuthSignIn(IDatabase database, SignedRequests requests, OAuthScope scope) : ISignInMethod
{
    /// <inheritdoc />
    public string Name => "oauth1";

    /// <inheritdoc />
    public async ValueTask<Outcome<Identified>> IdentifyAsync(Call call, TokenRequest request)
    {
        if (!OAuthHeader.TryParse(call.Context.Request.Headers.Authorization, out var header))
        {
            return IamErrors.SignInFailed;
        }

        var cancellation = call.Context.RequestAborted;
        var tokenId = header.Token;
        var found = await database.ReadAsync(session => FindAsync(session, tokenId, header.ConsumerId), cancellation);
        if (found is not null)
        {
            call.Trail.ActorId = found.Subject.User.Id;
            call.Trail.ActorName = found.Subject.User.Name;
            call.Trail.ActorDomainId = found.Subject.User.DomainId;
            call.Trail.ActorCredentialId = tokenId;
        }

        if (!await requests.VerifyAsync(call, header, OAuthSecrets.AccessToken, found?.Secret) || found is not { Subject.IsEnabled: true })
        {
            return IamErrors.SignInFailed;
        }

        var granted = await database.ReadAsync(session => scope.FindAsync(session, found.Subject, tokenId!, atIssue: null), cancellation);
        return granted is null ? IamErrors.SignInFailed : new Identified(found.Subject.User, [Name], ProofOf(tokenId!)) { OAuth = granted, Options = found.Options };
    }

    private static Proof ProofOf(string tokenId) => new(
        $"iam_oauth_access_tokens oa, iam_users ou", $"oa.id = {tokenId} AND ou.id = oa.user_id AND ou.enabled = 1");

    private static ValueTask<Found?> FindAsync(IDatabaseSession session, string? tokenId, string? consumerId) => session.QueryFirstOrDefaultAsync($"""
        SELECT {Subject.SelectUser}, {Subject.SelectProject}, oa.secret, u.options
        FROM iam_oauth_access_tokens oa
        JOIN iam_users u ON u.id = oa.user_id
        JOIN iam_organisations uo ON uo.id = u.organisation_id
        JOIN iam_projects p ON p.id = oa.project_id
        JOIN iam_organisations po ON po.id = p.organisation_id
        WHERE oa.id = {tokenId} AND oa.consumer_id = {consumerId}
        """, static row => new Found(
            Subject.ReadInProject(row, 0), row.GetFieldValue<byte[]>(Subject.UserColumns + Subject.ProjectColumns), row.GetString(Subject.UserColumns + Subject.ProjectColumns + 1)));

    private sealed record Found(Subject Subject, byte[] Secret, string Options);
}

using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Signing in with a token that one has: for another scope than it has (Keystone's rescoping). The new token stays in its chain, proves no more than
/// its methods did, and ends when it ends.
/// </summary>
internal sealed class TokenSignIn(IDatabase database, TokenCache cache) : ISignInMethod
{
    /// <inheritdoc />
    public string Name => TokenRequest.TokenMethod;

    /// <summary>Checks the token. 401 if it is not valid; 403 if it was delegated, because what was given for one project must not lead to another.</summary>
    public async ValueTask<Outcome<Identified>> IdentifyAsync(Call call, TokenRequest request)
    {
        var cancellation = call.Context.RequestAborted;
        if (await cache.FindAsync(request.Token!, cancellation) is not { Token: var token } entry)
        {
            return IamErrors.SignInFailed;
        }

        var user = token.Subject.User;
        call.Trail.ActorId = user.Id;
        call.Trail.ActorName = user.Name;
        call.Trail.ActorDomainId = user.DomainId;
        call.Trail.ActorCredentialId = token.Subject.AccessKey?.Id;
        if (token.IsDelegated)
        {
            return IamErrors.DelegatedTokenNotRescoped;
        }

        var (defaultProject, options) = await database.ReadAsync(session => FindUserAsync(session, user.Id), cancellation);
        return new Identified(user, [.. token.Methods.Append(Name).Distinct(StringComparer.Ordinal)], Proof.OfToken(entry.Key)) { Parent = token, DefaultProjectId = defaultProject, Options = options };
    }

    // A user who is gone meanwhile gets no token whatever stands here (Proof.OfToken).
    private static async ValueTask<(string? DefaultProjectId, string Options)> FindUserAsync(IDatabaseSession session, string userId) => await session.QueryFirstOrDefaultAsync(
        $"SELECT default_project_id, options FROM iam_users WHERE id = {userId}",
        static row => ((string? DefaultProjectId, string Options)?)(row.IsDBNull(0) ? null : row.GetString(0), row.GetString(1))) ?? (null, MethodRules.NoOptions);
}

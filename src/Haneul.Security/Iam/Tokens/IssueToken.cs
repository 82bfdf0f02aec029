using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;
using Haneul.Security.Iam.OAuth;
using Haneul.Security.Iam.Trusts;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Issues a token for whoever proves who they are, by an access key (seed 1, issue an API authentication token) or in another of Keystone's ways.</summary>
internal static class IssueToken
{
    // The catalogue has no row for it; the event is ours (decisions.md, events), also for failures of a known key or user.
    public static readonly Operation Operation = new(
        "iam", "IssueToken",
        Permission.Anyone("signing in is how a caller gets a token"),
        TrailRule.Organisation("Issue Token", "Token").InConsole(ConsoleSignIns.Login, ConsoleSignIns.LoginFail, ConsoleSignIns.ChooseProject),
        IamErrors.SignInFailed, IamErrors.MethodsRequired, IamErrors.UnknownMethod, IamErrors.ScopeNotAllowed, IamErrors.DelegatedTokenNotRescoped, IamErrors.SystemTokenNotRescoped,
        TrustErrors.Unusable, OAuthErrors.ScopeNotAllowed);

    public static async Task<Outcome<TokenAnswer>> HandleAsync(
        Call call, JsonBody body, SignIns signIns, TokenScopes scopes, TokenIssuance issuance, AnonymousFailures failures, UnknownSignIns unknown)
    {
        if (!body.TryRead(TokenRequest.Read, out var request, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        if (signIns.RefuseMethods(request) is { } refused)
        {
            return refused;
        }

        // Asked before anything is verified: over the limit a right guess is not told from a wrong one, and leaves no event (decisions.md, events).
        var attempt = failures.TryEnter(call.Context.Connection.RemoteIpAddress);
        if (attempt.RetryAfterSeconds is { } retryAfter)
        {
            return CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = retryAfter };
        }

        var identified = await signIns.IdentifyAsync(call, request);
        var granted = identified.Error ?? await scopes.GrantAsync(call, identified.Value, request.Scope);
        if (granted.Error is { } failed)
        {
            Close(attempt, failed);
            ConsoleSignIns.Refused(call, request, failed);
            if (call.Trail.ActorId is null)
            {
                await unknown.CountAsync(call);
            }

            return failed;
        }

        ConsoleSignIns.Granted(call, request, granted.Value);
        var issued = await issuance.IssueAsync(call, granted.Value, withCatalog: !call.Context.Request.Query.ContainsKey("nocatalog"));
        Close(attempt, issued.Error);
        if (issued.Error is { } late)
        {
            ConsoleSignIns.Refused(call, request, late);
        }

        return issued;
    }

    // 429 too: passwords that are not looked at for want of a place must not be free. Not what lacks a method: that much was right, and the next call has the rest.
    private static void Close(AnonymousAttempt attempt, Error? error)
    {
        if (error is { Code.Status: 401 or 429 } && error.Code != IamErrors.MethodsRequired)
        {
            attempt.Failed();
        }
        else
        {
            attempt.Passed();
        }
    }
}

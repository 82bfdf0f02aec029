using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Issues a token for an access key or a password (seed 1, issue an API authentication token).</summary>
internal static class IssueToken
{
    // The catalogue has no row for it; the event is ours (decisions.md, events), also for failures of a known key or user.
    public static readonly Operation Operation = new(
        "iam", "IssueToken",
        Permission.Anyone("signing in is how a caller gets a token"),
        TrailRule.Organisation("Issue Token", "Token"),
        IamErrors.SignInFailed, IamErrors.UnknownMethod, IamErrors.ScopeNotAllowed, IamErrors.MethodNotBuilt, IamErrors.FeatureNotBuilt);

    // Keystone's own, whose work is not done yet: their users get to know that they are not at fault.
    private static readonly string[] UnbuiltMethods = ["token", "external", "oauth1", "mapped", "saml2", "openid", "totp", "kerberos"];

    public static async Task<Outcome<TokenAnswer>> HandleAsync(
        Call call, JsonBody body, AccessKeySignIn accessKeys, PasswordSignIn passwords, TokenIssuance issuance, AnonymousFailures failures, UnknownSignIns unknown)
    {
        if (!body.TryRead(TokenRequest.Read, out var request, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        if (RefuseMethods(request.Methods) is { } refused)
        {
            return refused;
        }

        // Asked before anything is verified: over the limit a right guess is not told from a wrong one, and leaves no event (decisions.md, events).
        var attempt = failures.TryEnter(call.Context.Connection.RemoteIpAddress);
        if (attempt.RetryAfterSeconds is { } retryAfter)
        {
            return CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = retryAfter };
        }

        var identified = request.AccessKey is { } accessKey
            ? await accessKeys.IdentifyAsync(call, accessKey, request.Scope)
            : await passwords.IdentifyAsync(call, request.Password!, request.Scope);
        if (identified.Error is { } failed)
        {
            Close(attempt, failed);
            if (call.Trail.ActorId is null)
            {
                await unknown.CountAsync(call);
            }

            return failed;
        }

        var issued = await issuance.IssueAsync(call, identified.Value, withCatalog: !call.Context.Request.Query.ContainsKey("nocatalog"));
        Close(attempt, issued.Error);
        return issued;
    }

    // 429 too: passwords that are not looked at for want of a place must not be free.
    private static void Close(AnonymousAttempt attempt, Error? error)
    {
        if (error is { Code.Status: 401 or 429 })
        {
            attempt.Failed();
        }
        else
        {
            attempt.Passed();
        }
    }

    private static Error? RefuseMethods(IReadOnlyList<string> methods)
    {
        foreach (var method in methods)
        {
            if (UnbuiltMethods.Contains(method, StringComparer.Ordinal))
            {
                return IamErrors.MethodNotBuilt.With($"the method '{method}'");
            }

            if (method is not (TokenRequest.AccessKeyMethod or TokenRequest.PasswordMethod))
            {
                return IamErrors.UnknownMethod.With(method);
            }
        }

        return methods.Distinct(StringComparer.Ordinal).Count() > 1 ? IamErrors.MethodNotBuilt.With("several methods at once") : null;
    }
}

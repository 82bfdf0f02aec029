using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// Turns X-Auth-Token into the caller. Anonymous failures are counted, not recorded: no caller is known (decisions.md, events). An address that has had
/// enough of them is refused before the database is asked; tokens that were valid lately are no guesses and pass all the same.
/// </summary>
internal sealed class Authentication(IAuthenticator authenticator, AnonymousFailures failures) : IPipelineStep
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var call = Call.Of(context);
        if (call.Operation is not { Permission.Kind: not PermissionKind.Anyone })
        {
            return next(context);
        }

        var isOne = RepeatedHeader.TryRead(context.Request.Headers["X-Auth-Token"], out var token);
        if (!isOne || token.Length == 0)
        {
            return RefuseAsync(call, TryEnter(context), isOne ? CommonErrors.Unauthenticated : CommonErrors.ConflictingTokens);
        }

        if (authenticator.FindKept(token, out var wasValid) is { } kept)
        {
            call.Caller = kept;
            return next(context);
        }

        return AskAsync(context, call, token, wasValid, next);
    }

    private static Task RefuseAsync(Call call, AnonymousAttempt attempt, Error error)
    {
        if (attempt.RetryAfterSeconds is { } retryAfter)
        {
            return call.RefuseAsync(CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = retryAfter });
        }

        attempt.Failed();
        return call.RefuseAsync(error);
    }

    private async Task AskAsync(HttpContext context, Call call, string token, bool wasValid, RequestDelegate next)
    {
        var attempt = wasValid ? default : TryEnter(context);
        if (attempt.RetryAfterSeconds is null && await authenticator.AuthenticateAsync(token, context.RequestAborted) is { } caller)
        {
            attempt.Passed();
            call.Caller = caller;
            await next(context);
            return;
        }

        await RefuseAsync(call, wasValid ? TryEnter(context) : attempt, CommonErrors.Unauthenticated);
    }

    private AnonymousAttempt TryEnter(HttpContext context) => failures.TryEnter(context.Connection.RemoteIpAddress);
}

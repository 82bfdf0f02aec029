using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Haneul.Kernel.Pipeline;

/// <summary>Turns X-Auth-Token into the caller. Anonymous failures are counted, not recorded: no caller is known (decisions.md, events).</summary>
internal sealed class Authentication(IAuthenticator authenticator, AnonymousFailures failures) : IPipelineStep
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var call = Call.Of(context);
        if (call.Operation is not { Permission.Kind: not PermissionKind.Anyone })
        {
            return next(context);
        }

        if (!TryGetToken(context.Request.Headers["X-Auth-Token"], out var token, out var error))
        {
            return RefuseAsync(context, call, error);
        }

        var authenticated = authenticator.AuthenticateAsync(token, context.RequestAborted);
        if (!authenticated.IsCompletedSuccessfully)
        {
            return AwaitAsync(context, call, authenticated, next);
        }

        return ContinueAsync(context, call, authenticated.Result, next);
    }

    /// <summary>The official client may send the header twice; two equal ones are one (contracts/SUMMARY.md section 2).</summary>
    private static bool TryGetToken(StringValues header, out string token, out Error error)
    {
        error = CommonErrors.Unauthenticated;
        token = header.Count > 0 ? header[0] ?? "" : "";
        for (var index = 1; index < header.Count; index++)
        {
            if (!string.Equals(header[index], token, StringComparison.Ordinal))
            {
                error = CommonErrors.ConflictingTokens;
                return false;
            }
        }

        return token.Length > 0;
    }

    private Task ContinueAsync(HttpContext context, Call call, Caller? caller, RequestDelegate next)
    {
        if (caller is null)
        {
            return RefuseAsync(context, call, CommonErrors.Unauthenticated);
        }

        call.Caller = caller;
        return next(context);
    }

    private async Task AwaitAsync(HttpContext context, Call call, ValueTask<Caller?> authenticated, RequestDelegate next) =>
        await ContinueAsync(context, call, await authenticated, next);

    private Task RefuseAsync(HttpContext context, Call call, Error error)
    {
        if (failures.Count(context.Connection.RemoteIpAddress) is { } retryAfter)
        {
            return call.RefuseAsync(CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = retryAfter });
        }

        return call.RefuseAsync(error);
    }
}

using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Calls that consumers make without a token: bounded per address and counted when they fail, as signing in is (decisions.md, events).</summary>
internal sealed class ConsumerCalls(AnonymousFailures failures, UnknownSignIns unknown)
{
    /// <summary>The parameters of the call's Authorization header; 400 if there are none, or if one of the needed ones is missing.</summary>
    public static Outcome<OAuthHeader> Read(Call call, params ReadOnlySpan<string> needed)
    {
        if (!OAuthHeader.TryParse(call.Context.Request.Headers.Authorization, out var header))
        {
            return OAuthErrors.HeaderMissing.With("the header 'Authorization: OAuth', well-formed");
        }

        foreach (var name in needed)
        {
            if (header.Find(name) is null)
            {
                return OAuthErrors.HeaderMissing.With($"{name} in its Authorization header");
            }
        }

        return header;
    }

    /// <summary>Does the work of a call unless its address has failed too often.</summary>
    public async ValueTask<Outcome<T>> RunAsync<T>(Call call, Func<ValueTask<Outcome<T>>> work)
    {
        var attempt = failures.TryEnter(call.Context.Connection.RemoteIpAddress);
        if (attempt.RetryAfterSeconds is { } retryAfter)
        {
            return CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = retryAfter };
        }

        var outcome = await work();
        if (outcome.Error is not { Code.Status: 401 })
        {
            attempt.Passed();
            return outcome;
        }

        attempt.Failed();
        if (call.Trail.ActorId is null)
        {
            await unknown.CountAsync(call);
        }

        return outcome;
    }
}

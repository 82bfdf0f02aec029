using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Finds the token in X-Subject-Token and asks whether the caller may do to it what they want.</summary>
internal static class SubjectToken
{
    /// <summary>The header by which a validating service says that it minds access rules.</summary>
    public const string AccessRulesHeader = "OpenStack-Identity-Access-Rules";

    /// <summary>Whether a call looks at the token that it is made with.</summary>
    public static bool IsOwn(Call call)
    {
        var headers = call.Context.Request.Headers;
        return RepeatedHeader.TryRead(headers[TokenAnswer.SubjectTokenHeader], out var subject) && RepeatedHeader.TryRead(headers["X-Auth-Token"], out var own)
            && subject.Length > 0 && string.Equals(subject, own, StringComparison.Ordinal);
    }

    /// <summary>The entry of the subject token. 404 if it is unknown or dead, 403 if the policy does not admit the caller to it.</summary>
    public static ValueTask<Outcome<TokenEntry>> FindAsync(Call call, TokenCache cache, Policy policy)
    {
        var headers = call.Context.Request.Headers;
        if (!RepeatedHeader.TryRead(headers[TokenAnswer.SubjectTokenHeader], out var token) || token.Length == 0)
        {
            return new(IamErrors.TokenNotFound);
        }

        // Most callers look at the token that they call with; authentication has found it already.
        if (call.Caller.Origin is TokenEntry own && string.Equals(headers["X-Auth-Token"][0], token, StringComparison.Ordinal))
        {
            return new(Decide(call, own, policy));
        }

        var found = cache.FindAsync(token, call.Context.RequestAborted);
        return found.IsCompletedSuccessfully ? new(Decide(call, found.Result, policy)) : AwaitAsync(call, found, policy);
    }

    /// <summary>
    /// The same, where the query says <c>allow_expired</c>: also a token that has expired lately and would be valid otherwise. Long work of a service outlives the token
    /// of the user that it works for.
    /// </summary>
    public static ValueTask<Outcome<TokenEntry>> FindToShowAsync(Call call, TokenCache cache, Policy policy)
    {
        var found = FindAsync(call, cache, policy);
        return call.Context.Request.QueryString.HasValue && QueryFlags.IsSet(call, "allow_expired") ? FindExpiredAsync(call, cache, policy, found) : found;
    }

    private static async ValueTask<Outcome<TokenEntry>> FindExpiredAsync(Call call, TokenCache cache, Policy policy, ValueTask<Outcome<TokenEntry>> found)
    {
        var outcome = await found;
        return outcome.Error?.Code == IamErrors.TokenNotFound && RepeatedHeader.TryRead(call.Context.Request.Headers[TokenAnswer.SubjectTokenHeader], out var token)
            ? Decide(call, await cache.FindExpiredAsync(token, call.Context.RequestAborted), policy)
            : outcome;
    }

    private static async ValueTask<Outcome<TokenEntry>> AwaitAsync(Call call, ValueTask<TokenEntry?> found, Policy policy) =>
        Decide(call, await found, policy);

    private static Outcome<TokenEntry> Decide(Call call, TokenEntry? entry, Policy policy) =>
        entry is null ? IamErrors.TokenNotFound
        : policy.Refuse(call, new PolicyTarget(UserId: entry.Caller.UserId)) is { } refused ? refused
        : entry.Found;
}

using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Finds the token in X-Subject-Token and decides whether the caller may look at it: the rule of validation, check and revocation.</summary>
internal static class SubjectToken
{
    /// <summary>The rule, for the generated reference.</summary>
    public const string Rule = "the token's own user, or an administrator";

    /// <summary>The header by which a validating service says that it minds access rules.</summary>
    public const string AccessRulesHeader = "OpenStack-Identity-Access-Rules";

    /// <summary>Whether a call looks at the token that it is made with.</summary>
    public static bool IsOwn(Call call)
    {
        var headers = call.Context.Request.Headers;
        return RepeatedHeader.TryRead(headers[TokenAnswer.SubjectTokenHeader], out var subject) && RepeatedHeader.TryRead(headers["X-Auth-Token"], out var own)
            && subject.Length > 0 && string.Equals(subject, own, StringComparison.Ordinal);
    }

    /// <summary>The entry of the subject token. 404 if it is unknown or dead, 403 if it is somebody else's.</summary>
    public static ValueTask<Outcome<TokenEntry>> FindAsync(Call call, TokenCache cache, string operationId)
    {
        var headers = call.Context.Request.Headers;
        if (!RepeatedHeader.TryRead(headers[TokenAnswer.SubjectTokenHeader], out var token) || token.Length == 0)
        {
            return new(IamErrors.TokenNotFound);
        }

        // Most callers look at the token that they call with; authentication has found it already.
        if (call.Caller.Origin is TokenEntry own && string.Equals(headers["X-Auth-Token"][0], token, StringComparison.Ordinal))
        {
            return new(own.Found);
        }

        var found = cache.FindAsync(token, call.Context.RequestAborted);
        return found.IsCompletedSuccessfully ? new(Decide(call.Caller, found.Result, operationId)) : AwaitAsync(call.Caller, found, operationId);
    }

    private static async ValueTask<Outcome<TokenEntry>> AwaitAsync(Caller caller, ValueTask<TokenEntry?> found, string operationId) =>
        Decide(caller, await found, operationId);

    private static Outcome<TokenEntry> Decide(Caller caller, TokenEntry? entry, string operationId)
    {
        if (entry is null)
        {
            return IamErrors.TokenNotFound;
        }

        return string.Equals(entry.Caller.UserId, caller.UserId, StringComparison.Ordinal) || caller.Roles.Contains(RoleTable.Admin)
            ? entry.Found
            : CommonErrors.Forbidden.With(operationId);
    }
}

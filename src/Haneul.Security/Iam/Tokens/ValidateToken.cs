using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Shows what a token means now. The hottest path of the product: for a token that is kept, one MAC, one look-up and the
/// finished bytes, without garbage.
/// </summary>
internal static class ValidateToken
{
    public static readonly Operation Operation = new(
        "iam", "ValidateToken",
        TokenPolicies.ValidateToken.Permission,
        TrailRule.None("looking at a token is part of every call of every service; the calls themselves are recorded (decisions.md, events)"),
        IamErrors.TokenNotFound)
    {
        IsOpenWhateverTheAccessRules = SubjectToken.IsOwn,
    };

    public static ValueTask<Outcome<TokenAnswer>> HandleAsync(Call call, TokenCache cache, TokenRendering rendering) => AnswerAsync(call, cache, rendering, TokenPolicies.ValidateToken);

    /// <summary>The answer to GET and HEAD alike.</summary>
    internal static ValueTask<Outcome<TokenAnswer>> AnswerAsync(Call call, TokenCache cache, TokenRendering rendering, Policy policy)
    {
        var found = SubjectToken.FindToShowAsync(call, cache, policy);
        return found.IsCompletedSuccessfully ? ToAnswerAsync(call, found.Result, rendering) : AwaitAsync(call, found, rendering);
    }

    private static async ValueTask<Outcome<TokenAnswer>> AwaitAsync(Call call, ValueTask<Outcome<TokenEntry>> found, TokenRendering rendering) =>
        await ToAnswerAsync(call, await found, rendering);

    private static ValueTask<Outcome<TokenAnswer>> ToAnswerAsync(Call call, Outcome<TokenEntry> found, TokenRendering rendering)
    {
        if (found.Error is { } error)
        {
            return new(error);
        }

        // Who does not say that they mind access rules would take the token for one without limits (spec/iam-and-trail.md section 9.3).
        var request = call.Context.Request;
        if (found.Value.Token.Subject.AccessKey?.Rules is not null && !request.Headers.ContainsKey(SubjectToken.AccessRulesHeader))
        {
            return new(IamErrors.TokenNotFound);
        }

        return found.Value.AnswerForAsync(call, withCatalog: !request.QueryString.HasValue || !request.Query.ContainsKey("nocatalog"), rendering);
    }
}

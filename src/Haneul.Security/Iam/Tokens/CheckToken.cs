using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Says whether a token is valid, without its body.</summary>
internal static class CheckToken
{
    public static readonly Operation Operation = new(
        "iam", "CheckToken",
        TokenPolicies.CheckToken.Permission,
        TrailRule.None("looking at a token is part of every call of every service; the calls themselves are recorded (decisions.md, events)"),
        IamErrors.TokenNotFound)
    {
        IsOpenWhateverTheAccessRules = SubjectToken.IsOwn,
    };

    public static ValueTask<Outcome<TokenAnswer>> HandleAsync(Call call, TokenCache cache, TokenRendering rendering) =>
        ValidateToken.AnswerAsync(call, cache, rendering, TokenPolicies.CheckToken);
}

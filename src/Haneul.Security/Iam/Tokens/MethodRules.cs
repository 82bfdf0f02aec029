using Haneul.Kernel.Dialects;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Keystone's user options <c>multi_factor_auth_rules</c> and <c>multi_factor_auth_enabled</c>: lists of methods, one of which must have been used together. Methods that there
/// are not do not count, as in Keystone; the rules hold for every way to a token, that of access keys included.
/// </summary>
internal static class MethodRules
{
    /// <summary>The column of a user without options.</summary>
    public const string NoOptions = "{}";

    /// <summary>401 with the methods that would do, if the user has rules and none is met.</summary>
    public static Error? Refuse(Identified by, Func<string, bool> isKnown)
    {
        if (by.Options == NoOptions || UserOptionsChange.Parse(by.Options) is not { MultiFactorAuthEnabled: not false, MultiFactorAuthRules: { Count: > 0 } rules })
        {
            return null;
        }

        List<string[]> choices = [.. rules.Select(rule => rule.Where(isKnown).ToArray())];
        return choices.Exists(methods => methods.All(method => by.Methods.Contains(method, StringComparer.Ordinal))) ? null : Require(choices);
    }

    /// <summary>The 401 of someone who has proven something that is not enough. Never for a guess: it would tell that the guess was right.</summary>
    public static Error Require(IReadOnlyList<IReadOnlyList<string>> choices) =>
        IamErrors.MethodsRequired.With(string.Join(", or ", choices.Select(static methods => string.Join(" with ", methods)))) with { RequiredAuthMethods = choices };
}

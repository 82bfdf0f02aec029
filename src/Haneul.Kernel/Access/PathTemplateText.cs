namespace Haneul.Kernel.Access;

/// <summary>Paths with places for ids, as contracts write them, put beside the paths of access rules.</summary>
internal static class PathTemplateText
{
    // A character that no rule may have: only a wildcard of the rule can stand for it.
    private const char AnyId = '\u0003';

    /// <summary>The path with an id in every place that no rule names.</summary>
    public static string WithAnyId(string template) =>
        string.Join('/', template.Split('/').Select(static part => IsPlace(part) ? AnyId.ToString() : part));

    /// <summary>Whether some path is one of both. Part for part, and generous with wildcards: it must not say no where the rule says yes.</summary>
    public static bool MayMeet(string rule, string template)
    {
        var (left, right) = (WithoutTags(rule).TrimEnd('/').Split('/'), template.TrimEnd('/').Split('/'));
        for (var index = 0; index < left.Length; index++)
        {
            if (left[index].Contains("**", StringComparison.Ordinal))
            {
                return true;
            }

            if (index >= right.Length || !(IsOpen(left[index]) || IsPlace(right[index]) || string.Equals(left[index], right[index], StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return left.Length == right.Length;
    }

    private static bool IsPlace(string part) => part.StartsWith('{');

    private static bool IsOpen(string part) => part.Contains('*', StringComparison.Ordinal);

    /// <summary>The rule with <c>*</c> for its tags, whatever these are called: a name may have slashes.</summary>
    private static string WithoutTags(string rule)
    {
        for (var from = rule.IndexOf('{', StringComparison.Ordinal); from >= 0 && rule.IndexOf('}', from) is var to and > 0; from = rule.IndexOf('{', from))
        {
            rule = $"{rule[..from]}*{rule[(to + 1)..]}";
        }

        return rule;
    }
}

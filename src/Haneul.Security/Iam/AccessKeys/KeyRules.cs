using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>The access rules of a key, read together with it: one line each, in which only the path, at the end, could hold a space.</summary>
internal static class KeyRules
{
    private const string LineFeed = "\n";

    /// <summary>
    /// The rules of the key <c>k</c> as text; null for a key without access rules. A key that has some counts as having some even if none were found: it is then good for
    /// nothing, and not for everything.
    /// </summary>
    public static Sql OfKey => $"""
        CASE WHEN k.has_access_rules = 1 THEN COALESCE((
            SELECT string_agg(r.id || ' ' || r.method || ' ' || r.service || ' ' || r.path, {LineFeed})
            FROM iam_access_key_rules kr JOIN iam_access_rules r ON r.id = kr.access_rule_id WHERE kr.access_key_id = k.id), '') END
        """;

    /// <summary>The rules behind the text, in one order whatever order they were read in.</summary>
    public static IReadOnlyList<AccessRule> Read(string text) =>
    [
        .. text.Split(LineFeed, StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(' ', 4))
            .Select(static parts => new AccessRule(parts[0], parts[2], parts[1], parts[3]))
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The rules ready to be asked, as a token keeps them.</summary>
    public static AccessRules Compile(string text) => new(Read(text));
}

using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Projects;

/// <summary>The conditions on tags in a list of projects, each a comma-separated list, as Keystone has them.</summary>
internal static class ProjectFilters
{
    /// <summary>
    /// Reads <c>tags</c> (has all of them), <c>tags-any</c> (has one of them), <c>not-tags</c> (does not have all of them) and <c>not-tags-any</c> (has none of them)
    /// as a condition on the column <c>tags</c>; empty if none is asked for.
    /// </summary>
    public static Sql Tags(QueryFields query)
    {
        Sql condition = Sql.Empty;
        foreach (var (name, isNegated, joinsByOr) in Filters)
        {
            if (query.Text(name) is { } text && Matches(text, joinsByOr) is { } matches)
            {
                Sql wanted = isNegated ? (Sql)$"NOT ({matches})" : (Sql)$"({matches})";
                condition = $"{condition} AND {wanted}";
            }
        }

        return condition;
    }

    private static readonly (string Name, bool IsNegated, bool JoinsByOr)[] Filters =
    [
        ("tags", false, false), ("tags-any", false, true), ("not-tags", true, false), ("not-tags-any", true, true),
    ];

    private static Sql? Matches(string text, bool joinsByOr)
    {
        Sql? matches = null;
        foreach (var tag in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Not LIKE: one engine compares it without regard to case, and tags may hold its wildcards.
            var item = $",{tag},";
            Sql has = $"replace(',' || tags || ',', {item}, '') <> ',' || tags || ','";
            matches = matches is not { } others ? has : joinsByOr ? (Sql)$"{others} OR {has}" : (Sql)$"{others} AND {has}";
        }

        return matches;
    }
}

using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam;

/// <summary>Filters of IAM's lists, one equality each; those that are not asked for take no part.</summary>
internal static class ListFilters
{
    /// <summary>The filter <c>enabled</c>, in the spellings that Keystone takes.</summary>
    public static bool? Enabled(QueryFields query) => query.OneOf("enabled", "true", "false", "True", "False", "1", "0") switch
    {
        null => null,
        "true" or "True" or "1" => true,
        _ => false,
    };

    /// <summary>The condition on the column of a filter; empty if it is not asked for.</summary>
    public static Sql Where(string column, string? value) => value is null ? Sql.Empty : column switch
    {
        "organisation_id" => $" AND organisation_id = {value}",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    /// <summary>The condition on <c>enabled</c>; empty if it is not asked for.</summary>
    public static Sql WhereEnabled(bool? value) => value is null ? Sql.Empty : $" AND enabled = {value}";

    /// <summary>
    /// Reads <c>name</c> and Keystone's inexact forms <c>name__contains</c>, <c>name__startswith</c> and <c>name__endswith</c> (also with <c>i</c>), none of which
    /// minds case, as a condition on the column <c>name_key</c> of the only table; empty if none is asked for.
    /// </summary>
    public static Sql Name(QueryFields query)
    {
        Sql condition = query.Text("name") is { } name ? $" AND name_key = {NameKey.Of(name)}" : Sql.Empty;
        foreach (var (comparison, before, after) in Inexact)
        {
            if (query.Text($"name__{comparison}") is { } part)
            {
                var pattern = before + NameKey.Of(part).Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + after;
                condition = $"{condition} AND name_key LIKE {pattern} ESCAPE '!'";
            }
        }

        return condition;
    }

    private static readonly (string Comparison, string Before, string After)[] Inexact =
    [
        ("contains", "%", "%"), ("icontains", "%", "%"), ("startswith", "", "%"), ("istartswith", "", "%"), ("endswith", "%", ""), ("iendswith", "%", ""),
    ];
}

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
        "name" => $" AND name = {value}",
        "organisation_id" => $" AND organisation_id = {value}",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    /// <summary>The condition on <c>enabled</c>; empty if it is not asked for.</summary>
    public static Sql WhereEnabled(bool? value) => value is null ? Sql.Empty : $" AND enabled = {value}";
}

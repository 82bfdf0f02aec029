namespace Haneul.Security.Iam.Roles;

/// <summary>Ids of roles as one column: separated by spaces, which no id contains.</summary>
internal static class RoleIds
{
    /// <summary>The column's text.</summary>
    public static string Join(IEnumerable<string> ids) => string.Join(' ', ids);

    /// <summary>The ids of a column.</summary>
    public static string[] Split(string column) => column.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

namespace Haneul.WebConsole.Iam.Members;

/// <summary>Somebody with roles in one place.</summary>
/// <param name="Kind"><c>users</c> or <c>groups</c>.</param>
/// <param name="Id">Id.</param>
/// <param name="Name">Name; the id where that is not told.</param>
/// <param name="Roles">The roles.</param>
public sealed record Member(string Kind, string Id, string Name, IReadOnlyList<Assignment> Roles)
{
    // The names of service accounts end so (spec/roles.md section 9).
    private const string ServiceAccountSuffix = "@kc.serviceaccount.com";

    /// <summary>Whether it is a service account.</summary>
    public bool IsServiceAccount => IsNameOfServiceAccount(Kind, Name);

    /// <summary>Whether a name is that of a service account.</summary>
    internal static bool IsNameOfServiceAccount(string kind, string name) => kind == "users" && name.EndsWith(ServiceAccountSuffix, StringComparison.Ordinal);

    /// <summary>Everybody in a list of assignments: users, then groups, by name.</summary>
    internal static IReadOnlyList<Member> Group(IReadOnlyList<Assignment> assignments) =>
        [.. assignments.GroupBy(static one => (one.Kind, one.SubjectId))
            .Select(static roles => new Member(
                roles.Key.Kind, roles.Key.SubjectId, roles.First().SubjectName, [.. roles.OrderBy(static role => role.PriorRoleId is not null).ThenBy(static role => role.Role, StringComparer.Ordinal)]))
            .OrderByDescending(static member => member.Kind, StringComparer.Ordinal).ThenBy(static member => member.IsServiceAccount)
            .ThenBy(static member => member.Name, StringComparer.OrdinalIgnoreCase)];
}

using Haneul.Security.Iam;
using Haneul.Security.Iam.Roles;

namespace Haneul.UnitTests.Iam;

/// <summary>The roles of the role table as the database has them after the first start; the id of <c>x</c> is <c>id-x</c>.</summary>
internal static class TableRoles
{
    /// <summary>The roles of the table and further ones.</summary>
    public static RoleSet With(IEnumerable<Role> others, params (string Prior, string Implied)[] implications) => new(
        0,
        [.. RoleTable.All.Select(role => new Role("id-" + role.Name, role.Name, role.Description, OrganisationId: null, IsBuiltIn: true, ResourceOptions.None, Extra: null)), .. others],
        [.. RoleTable.All.SelectMany(role => role.Implies.Select(implied => ("id-" + role.Name, "id-" + implied))), .. implications]);

    /// <summary>A role that somebody made.</summary>
    public static Role Custom(string name, string? organisationId = null) =>
        new("id-" + name + organisationId, name, Description: null, organisationId, IsBuiltIn: false, ResourceOptions.None, Extra: null);
}

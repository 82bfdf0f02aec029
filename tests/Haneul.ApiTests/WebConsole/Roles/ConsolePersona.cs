using Haneul.ApiTests.Access.Personas;
using Haneul.ApiTests.Access.Secrets;
using Haneul.Security.Iam.Roles;
using RoleScope = Haneul.ApiTests.Access.Personas.RoleScope;

namespace Haneul.ApiTests.WebConsole.Roles;

/// <summary>Somebody who signs in to the console with certain roles and no other.</summary>
/// <param name="Name">What tests call them.</param>
/// <param name="Grants">Their roles, each with the place where it is held.</param>
internal sealed record ConsolePersona(string Name, IReadOnlyList<KeystonePersona> Grants)
{
    // Roles on an organisation that do not let it be seen: what they are for is not here, or is not IAM (spec/roles.md section 3).
    private static readonly string[] Blind = ["billing_admin", "billing_manager", "billing_viewer", "trail_viewer", "alert_org_manager", "alert_org_viewer"];
    private static readonly string[] Sight = ["domain_reader", "reader_of_a_domain"];

    /// <summary>Every built-in role at every place where it can be held; somebody without any; the owner of the secret; and some who hold roles at two places.</summary>
    public static IReadOnlyList<ConsolePersona> All { get; } =
    [
        new("Nobody", []),
        new("The owner of the secret", [new("project_admin", RoleScope.Project)]) { IsOwner = true },
        .. RoleTable.All.SelectMany(static role => PlacesOf(role).Select(place => new KeystonePersona(role.Name, place))).Select(static grant => new ConsolePersona(grant.Name, [grant])),
        Both(new("project_reader", RoleScope.Project), new("org_admin", RoleScope.Domain)),
        Both(new("project_member", RoleScope.Project), new("org_reader", RoleScope.Domain)),
        Both(new("project_admin", RoleScope.Project), new("admin", RoleScope.System)),
        Both(new("secrets_manager_viewer", RoleScope.Project), new("reader", RoleScope.System)),
        Both(new("project_reader", RoleScope.Project), new("trail_viewer", RoleScope.Domain)),
    ];

    /// <summary>Whether they own the secrets of the world.</summary>
    public bool IsOwner { get; private init; }

    /// <summary>Whether they have a role in the project, and so work in it.</summary>
    public bool IsInProject => Grants.Any(static grant => grant.Scope == RoleScope.Project);

    /// <summary>
    /// Whether the API lets them do what a row of the table stands on: as its own matrices say (Access/Personas, Access/Secrets), and for operations that stand in neither as it
    /// answers itself when the person's tokens ask what they open.
    /// </summary>
    public bool May(string needs, IReadOnlySet<string> opened) =>
        needs.Split(" or ").Any(alternative => alternative.Split(" + ").All(need => Holds(need.Trim(), opened)));

    private bool Holds(string need, IReadOnlySet<string> opened) => need switch
    {
        "signed-in" => true,
        "in-project" => IsInProject,
        "owner" => IsOwner,
        _ when need.Contains('.', StringComparison.Ordinal) => MatrixTables.Rows.FirstOrDefault(row => row.Operation == need) is { } row
            ? Grants.Any(grant => grant.Scope == RoleScope.Project && MatrixTables.Who[row.Who].Contains(grant.Role))
            : opened.Contains(need),
        _ => IsAdmitted(need),
    };

    private bool IsAdmitted(string policy)
    {
        var (name, relation) = policy.EndsWith("@self", StringComparison.Ordinal) ? (policy[..^"@self".Length], Relation.Self) : (policy, Relation.Own);
        var kinds = PersonaTables.Who(name);
        // Without any role one still is oneself.
        return Grants.Any(grant => grant.IsOneOf(Blind.Contains(grant.Role) ? kinds.Except(Sight) : kinds, relation))
            || kinds.Contains("everyone") || (relation == Relation.Self && kinds.Contains("owner"));
    }

    private static ConsolePersona Both(KeystonePersona one, KeystonePersona other) => new($"{one.Name} and {other.Name}", [one, other]);

    private static RoleScope[] PlacesOf(RoleDefinition role) => role.Family switch
    {
        RoleFamily.Installation => Enum.GetValues<RoleScope>(),
        RoleFamily.Organisation => [RoleScope.Domain],
        _ => [RoleScope.Project],
    };
}

using System.Collections.Frozen;
using Haneul.Kernel.Access;

namespace Haneul.Security.Iam.Roles;

/// <summary>
/// Every role and what it may do: the one place that decides it (docs/generated/permissions.md prints it).
/// To give a new operation to roles: name its permission here, in the lowest role of each chain that holds it.
/// </summary>
internal sealed class RoleTable : IRoleTable
{
    /// <summary>Keystone's administrator of the installation. Says nothing about the resources of projects.</summary>
    public const string Admin = "admin";

    /// <summary>Highest role in a project. Never an administrator of the installation (decisions.md, roles).</summary>
    public const string ProjectAdmin = "project_admin";

    // Names: spec/roles.md section 13. Who may do what: decisions.md; for KMS 'use' includes what a data plane needs, 'read' is metadata.
    private static readonly RoleDefinition[] Definitions =
    [
        new(Admin, RoleFamily.Installation, "Administers the installation: organisations, projects, users and roles. Gives no access to secrets or keys.",
            ["manager"], ["iam:project:manage", "iam:project:list", "iam:user:manage", "iam:user:list", "iam:assignment:manage", "iam:assignment:read",
                "cloud-trail:organisation-event:read"]),
        new("manager", RoleFamily.Installation, "Manages an organisation on an administrator's behalf.",
            ["member"], ["iam:role:read"]),
        new("member", RoleFamily.Installation, "Takes part in the installation.", ["reader"], []),
        new("reader", RoleFamily.Installation, "Reads what the installation shows to anyone in it.", [], []),

        new("org_admin", RoleFamily.Organisation, "Organisation Admin: everything in the organisation, nothing inside its projects.", ["org_reader"],
            ["cloud-trail:organisation-event:read"]),
        new("org_reader", RoleFamily.Organisation, "Organisation Reader: sees the organisation and its projects.", [], []),
        new("iam_org_admin", RoleFamily.Organisation, "IAM Organisation Admin: manages users, groups and projects of the organisation.", ["iam_org_viewer"], []),
        new("iam_org_viewer", RoleFamily.Organisation, "IAM Organisation Viewer: sees users, groups and projects of the organisation.", [], []),
        new("trail_viewer", RoleFamily.Organisation, "Trail Viewer: reads the organisation's events.", [], ["cloud-trail:organisation-event:read"]),

        new(ProjectAdmin, RoleFamily.Project, "Project Admin: everything in the project, its members included.",
            ["project_member"], ["kms:key:manage", "iam:assignment:manage", "iam:assignment:read", "iam:role:read"]),
        new("project_member", RoleFamily.Project, "Project Member: makes and changes most resources of the project.",
            ["project_reader"], ["secrets-manager:secret:manage", "secrets-manager:value:read", "kms:key:use"]),
        new("project_reader", RoleFamily.Project, "Project Reader: sees the resources of the project.",
            [], ["secrets-manager:secret:read", "kms:key:read", "cloud-trail:event:read"]),
        new("iam_project_admin", RoleFamily.Project, "IAM Project Admin: manages the members of the project.",
            ["iam_project_viewer"], ["iam:assignment:manage"]),
        new("iam_project_viewer", RoleFamily.Project, "IAM Project Viewer: sees the members of the project.",
            [], ["iam:assignment:read", "iam:role:read"]),

        new("secrets_manager_manager", RoleFamily.Project, "Secrets Manager Manager: manages secrets and reads their values.",
            ["secrets_manager_viewer"], ["secrets-manager:secret:manage", "secrets-manager:value:read"]),
        new("secrets_manager_viewer", RoleFamily.Project, "Secrets Manager Viewer: sees secrets, not their values.",
            [], ["secrets-manager:secret:read"]),
        new("kms_manager", RoleFamily.Project, "KMS Manager: manages and uses keys.", ["kms_user"], ["kms:key:manage"]),
        new("kms_user", RoleFamily.Project, "KMS User: encrypts, decrypts and signs with keys.", ["kms_viewer"], ["kms:key:use"]),
        new("kms_viewer", RoleFamily.Project, "KMS Viewer: sees keys.", [], ["kms:key:read"]),
    ];

    private static readonly FrozenDictionary<string, Row> Rows = BuildRows();

    /// <summary>Every role, in the order of the table.</summary>
    public static IReadOnlyList<RoleDefinition> All => Definitions;

    /// <summary>The role of that name; null if the table does not have it.</summary>
    public static RoleDefinition? Find(string name) => Rows.TryGetValue(name, out var row) ? row.Definition : null;

    /// <summary>The roles with everything that they imply, in the order of the table. Names that it does not know stay as they are.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var expanded = new SortedSet<string>(Comparer<string>.Create(Compare));
        foreach (var name in names)
        {
            expanded.Add(name);
            if (Rows.TryGetValue(name, out var row))
            {
                expanded.UnionWith(row.Contains);
            }
        }

        return [.. expanded];
    }

    /// <summary>What holders of the roles may do. The roles must be expanded.</summary>
    public static PermissionSet PermissionsOf(IEnumerable<string> names) =>
        new(names.Where(Rows.ContainsKey).SelectMany(name => Rows[name].Definition.Permissions).Select(Permission.Granted));

    /// <inheritdoc />
    public IReadOnlyCollection<string> RolesHolding(Permission permission) =>
        [.. Definitions.Where(role => Rows[role.Name].Contains.Append(role.Name).Any(name => Rows[name].Definition.Permissions.Contains(permission.Name, StringComparer.Ordinal))).Select(role => role.Name)];

    private static int Compare(string left, string right)
    {
        var order = OrderOf(left).CompareTo(OrderOf(right));
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    private static int OrderOf(string name) => Rows.TryGetValue(name, out var row) ? row.Order : int.MaxValue;

    private static FrozenDictionary<string, Row> BuildRows()
    {
        var byName = Definitions.ToDictionary(role => role.Name, StringComparer.Ordinal);
        return Definitions.Select((role, order) => new Row(role, order, [.. ImpliedBy(role, byName)])).ToFrozenDictionary(row => row.Definition.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<string> ImpliedBy(RoleDefinition role, Dictionary<string, RoleDefinition> byName) =>
        role.Implies.SelectMany(name => ImpliedBy(byName[name], byName).Prepend(name)).Distinct(StringComparer.Ordinal);

    private sealed record Row(RoleDefinition Definition, int Order, string[] Contains);
}

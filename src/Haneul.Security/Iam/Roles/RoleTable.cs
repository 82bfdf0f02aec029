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

    /// <summary>Keystone's manager of an organisation.</summary>
    public const string Manager = "manager";

    /// <summary>Keystone's reader.</summary>
    public const string Reader = "reader";

    /// <summary>Highest role in a project. Never an administrator of the installation (decisions.md, roles).</summary>
    public const string ProjectAdmin = "project_admin";

    // Names: spec/roles.md section 13. Who may do what: decisions.md; for KMS 'use' includes what a data plane needs, 'read' is metadata.
    private static readonly RoleDefinition[] Definitions =
    [
        new(Admin, RoleFamily.Installation, "Administers the installation: organisations, projects, users and roles. Gives no access to secrets or keys.",
            [Manager], ["iam:assignment:manage", "iam:assignment:read",
                "cloud-trail:organisation-event:read", "cloud-trail:evidence:verify", "secrets-manager:owner:transfer", "config:installation:read"]),
        new(Manager, RoleFamily.Installation, "Manages the projects, users, groups and roles of an organisation that it is given on.", ["member"], []),
        new("member", RoleFamily.Installation, "Takes part in the installation.", [Reader], []),
        new(Reader, RoleFamily.Installation, "Sees what it is given on: the installation or an organisation.", [], []),

        // On an organisation only: the table says what they imply there (decisions.md, roles).
        new("org_admin", RoleFamily.Organisation, "Organisation Admin: everything in the organisation, nothing inside its projects.", ["org_reader", Manager],
            ["cloud-trail:organisation-event:read"]),
        new("org_reader", RoleFamily.Organisation, "Organisation Reader: sees the organisation and its projects.", [Reader], []),
        new("iam_org_admin", RoleFamily.Organisation, "IAM Organisation Admin: manages users, groups and projects of the organisation.", ["iam_org_viewer", Manager], []),
        new("iam_org_viewer", RoleFamily.Organisation, "IAM Organisation Viewer: sees users, groups and projects of the organisation.", [Reader], []),
        new("billing_admin", RoleFamily.Organisation, "Billing Admin: payment methods, credits, invoices and usage.", ["billing_manager"], []),
        new("billing_manager", RoleFamily.Organisation, "Billing Manager: sees invoices, usage and estimates.", ["billing_viewer"], []),
        new("billing_viewer", RoleFamily.Organisation, "Billing Viewer: sees estimates and usage.", [], []),
        new("trail_viewer", RoleFamily.Organisation, "Trail Viewer: reads the organisation's events.", [], ["cloud-trail:organisation-event:read"]),
        new("alert_org_manager", RoleFamily.Organisation, "Alert Center Organisation Manager: alert policies, channels and notice recipients of the organisation.", ["alert_org_viewer"], []),
        new("alert_org_viewer", RoleFamily.Organisation, "Alert Center Organisation Viewer: sees them.", [], []),

        new(ProjectAdmin, RoleFamily.Project, "Project Admin: everything in the project, its members included.",
            ["project_member"], ["kms:key:manage", "iam:assignment:manage", "iam:assignment:read", "iam:service-account:manage", "iam:service-account:read",
                "cloud-trail:notification-rule:manage"]),
        new("project_member", RoleFamily.Project, "Project Member: makes and changes most resources of the project.",
            ["project_reader"], ["secrets-manager:secret:manage", "secrets-manager:version:create", "secrets-manager:value:read", "kms:key:use", "cloud-trail:log-storage:manage"]),
        new("project_reader", RoleFamily.Project, "Project Reader: sees the resources of the project.",
            [], ["secrets-manager:secret:read", "kms:key:read", "cloud-trail:event:read", "cloud-trail:notification-rule:read", "cloud-trail:log-storage:read"]),
        new("iam_project_admin", RoleFamily.Project, "IAM Project Admin: manages the members of the project.",
            ["iam_project_viewer"], ["iam:assignment:manage", "iam:service-account:manage"]),
        new("iam_project_viewer", RoleFamily.Project, "IAM Project Viewer: sees the members of the project.",
            [], ["iam:assignment:read", "iam:service-account:read"]),

        new("secrets_manager_manager", RoleFamily.Project, "Secrets Manager Manager: manages secrets and reads their values.",
            ["secrets_manager_viewer"], ["secrets-manager:secret:manage", "secrets-manager:version:create", "secrets-manager:value:read"]),
        new("secrets_manager_writer", RoleFamily.Project, "Secrets Manager Writer: stores new versions and sees secrets, never reads values.",
            ["secrets_manager_viewer"], ["secrets-manager:version:create"]),
        new("secrets_manager_viewer", RoleFamily.Project, "Secrets Manager Viewer: sees secrets, not their values.",
            [], ["secrets-manager:secret:read"]),
        new("kms_manager", RoleFamily.Project, "KMS Manager: manages and uses keys.", ["kms_user"], ["kms:key:manage"]),
        new("kms_user", RoleFamily.Project, "KMS User: encrypts, decrypts and signs with keys.", ["kms_viewer"], ["kms:key:use"]),
        new("kms_viewer", RoleFamily.Project, "KMS Viewer: sees keys.", [], ["kms:key:read"]),

        // Roles of services that hold no permission here yet: they can be given, and tokens show them.
        new("alert_project_manager", RoleFamily.Project, "Alert Center Project Manager: alert policies, channels and silences of the project.", ["alert_project_viewer"], []),
        new("alert_project_viewer", RoleFamily.Project, "Alert Center Project Viewer: sees them.", [], []),
        new("object_storage_manager", RoleFamily.Project, "Object Storage Manager: makes and lists buckets.", ["object_storage_viewer"], []),
        new("object_storage_viewer", RoleFamily.Project, "Object Storage Viewer: lists buckets.", [], []),
        new("file_storage_manager", RoleFamily.Project, "File Storage Manager: everything on file storage instances and backups.", ["file_storage_viewer"], []),
        new("file_storage_viewer", RoleFamily.Project, "File Storage Viewer: sees them.", [], []),
        new("dns_manager", RoleFamily.Project, "DNS Manager: makes, changes and deletes zones and records.", ["dns_viewer"], []),
        new("dns_viewer", RoleFamily.Project, "DNS Viewer: sees zones and records.", [], []),
        new("pubsub_publisher", RoleFamily.Project, "Pub/Sub Publisher: publishes to topics.", [], []),
    ];

    private static readonly FrozenDictionary<string, Row> Rows = BuildRows();

    /// <summary>Every role, in the order of the table.</summary>
    public static IReadOnlyList<RoleDefinition> All => Definitions;

    /// <summary>The role of that name; null if the table does not have it.</summary>
    public static RoleDefinition? Find(string name) => Rows.TryGetValue(name, out var row) ? row.Definition : null;

    /// <summary>What a role is about; null for one that is not built in.</summary>
    public static RoleFamily? FamilyOf(Role role) => role.IsBuiltIn ? Find(role.Name)?.Family : null;

    /// <summary>The place of a role in the table; after all others if it is not built in.</summary>
    public static int OrderOf(Role role) => role.IsBuiltIn && Rows.TryGetValue(role.Name, out var row) ? row.Order : int.MaxValue;

    /// <summary>What holders of the roles may do. The roles must be expanded. Roles that are not built in give nothing, whatever they are called.</summary>
    public static PermissionSet PermissionsOf(IEnumerable<Role> roles) =>
        new(roles.Where(static role => role.IsBuiltIn && Rows.ContainsKey(role.Name)).SelectMany(static role => Rows[role.Name].Definition.Permissions).Select(Permission.Granted));

    /// <inheritdoc />
    public IReadOnlyCollection<string> RolesHolding(Permission permission) =>
        [.. Definitions.Where(role => Rows[role.Name].Contains.Append(role.Name).Any(name => Rows[name].Definition.Permissions.Contains(permission.Name, StringComparer.Ordinal))).Select(role => role.Name)];

    private static FrozenDictionary<string, Row> BuildRows()
    {
        var byName = Definitions.ToDictionary(role => role.Name, StringComparer.Ordinal);
        return Definitions.Select((role, order) => new Row(role, order, [.. ImpliedBy(role, byName)])).ToFrozenDictionary(row => row.Definition.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<string> ImpliedBy(RoleDefinition role, Dictionary<string, RoleDefinition> byName) =>
        role.Implies.SelectMany(name => ImpliedBy(byName[name], byName).Prepend(name)).Distinct(StringComparer.Ordinal);

    private sealed record Row(RoleDefinition Definition, int Order, string[] Contains);
}

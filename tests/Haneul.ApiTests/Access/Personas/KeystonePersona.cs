namespace Haneul.ApiTests.Access.Personas;

/// <summary>Where a role is held.</summary>
internal enum RoleScope
{
    System,
    Domain,
    Project,
}

/// <summary>What the target of a call is to its caller.</summary>
internal enum Relation
{
    /// <summary>Of the caller's organisation, and of the caller's project if it is of one.</summary>
    Own,

    /// <summary>Of another organisation.</summary>
    Other,

    /// <summary>The caller, or what belongs to the caller.</summary>
    Self,

    /// <summary>Not there at all.</summary>
    Unknown,
}

/// <summary>A user with one role at one place, and no other. Knows by itself what its role implies; the product is not asked.</summary>
/// <param name="Role">The role.</param>
/// <param name="Scope">Where it is held.</param>
internal sealed record KeystonePersona(string Role, RoleScope Scope)
{
    private static readonly string[] Chain = ["admin", "manager", "member", "reader"];
    private static readonly string[] OfOrganisations = ["org_admin", "org_reader", "iam_org_admin", "iam_org_viewer"];
    private static readonly string[] OfProjects = ["project_admin", "project_member", "project_reader", "iam_project_admin", "iam_project_viewer"];

    /// <summary>Keystone's twelve and KakaoCloud's nine.</summary>
    public static IReadOnlyList<KeystonePersona> All { get; } =
    [
        .. Enum.GetValues<RoleScope>().SelectMany(static scope => Chain.Select(role => new KeystonePersona(role, scope))),
        .. OfOrganisations.Select(static role => new KeystonePersona(role, RoleScope.Domain)),
        .. OfProjects.Select(static role => new KeystonePersona(role, RoleScope.Project)),
    ];

    /// <summary>Its name in tests.</summary>
    public string Name => $"{Scope} {Role}";

    private bool ManagesOrganisation => Scope == RoleScope.Domain && Role is "admin" or "manager" or "org_admin" or "iam_org_admin";

    private bool ManagesMembers => Scope == RoleScope.Project && Role is "project_admin" or "iam_project_admin";

    /// <summary>The kinds of callers in the tables.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "everyone", "nobody", "admin", "system_reader", "system_admin", "domain_reader", "domain_manager", "domain_admin", "reader_of_a_domain", "manager", "owner", "member_owner",
        "project_owner", "token_project", "token_domain", "token_project_domain", "project_manager", "project_viewer", "manager_of_a_project", "viewer_of_a_project",
        "token_of_a_project", "admin_of_a_project", "service",
    ];

    /// <summary>Whether it is one of these kinds of callers.</summary>
    public bool IsOneOf(IEnumerable<string> kinds, Relation relation) => kinds.Any(kind => Is(kind, relation));

    private bool Is(string kind, Relation relation)
    {
        var isOwn = relation is Relation.Own or Relation.Self;
        var isSelf = relation == Relation.Self;
        var seesMembers = ManagesMembers || Role == "iam_project_viewer";
        return kind switch
        {
            "everyone" => true,
            "nobody" or "service" => false,
            "admin" => Role == "admin" && Scope != RoleScope.Domain,
            "system_reader" => Scope == RoleScope.System,
            "system_admin" => Scope == RoleScope.System && Role == "admin",
            "domain_reader" or "token_domain" => Scope == RoleScope.Domain && isOwn,
            "domain_manager" => ManagesOrganisation && isOwn,
            "domain_admin" => Scope == RoleScope.Domain && Role == "admin" && isOwn,
            "reader_of_a_domain" => Scope == RoleScope.Domain,
            "manager" => Role is "admin" or "manager" || ManagesOrganisation,
            "owner" => isSelf,
            "member_owner" => isSelf && Role is "admin" or "manager" or "member",
            "project_owner" => isSelf && Scope == RoleScope.Project,
            "token_project" or "token_project_domain" => Scope == RoleScope.Project && isOwn,
            "project_manager" => ManagesMembers && isOwn,
            "project_viewer" => seesMembers && isOwn,
            "manager_of_a_project" => ManagesMembers,
            "viewer_of_a_project" => seesMembers,
            "token_of_a_project" => Scope == RoleScope.Project,
            "admin_of_a_project" => Scope == RoleScope.Project && Role == "admin",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of caller."),
        };
    }
}

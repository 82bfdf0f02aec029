namespace Haneul.ApiTests.Access.Secrets;

/// <summary>What a caller of the matrix comes with.</summary>
internal enum CallerKind
{
    Password,
    AccessKey,
    RuledAccessKey,
    ServiceAccount,
    Elsewhere,
    System,
    Anonymous,
}

/// <summary>A kind of caller.</summary>
/// <param name="Name">What it is called in the tests.</param>
/// <param name="Role">Its role: in the project of the resources, in another one, or on the installation.</param>
/// <param name="Kind">What it comes with.</param>
internal sealed record MatrixPersona(string Name, string Role, CallerKind Kind = CallerKind.Password)
{
    /// <summary>The rule of <see cref="CallerKind.RuledAccessKey"/>: reads of single secrets by the published paths.</summary>
    public const string Rule = """{"service":"secrets-manager","method":"GET","path":"/api/v1/secrets/**"}""";

    /// <summary>Every kind of caller.</summary>
    public static IReadOnlyList<MatrixPersona> All { get; } =
    [
        new("project_admin", "project_admin"),
        new("project_member", "project_member"),
        new("project_reader", "project_reader"),
        new("secrets_manager_manager", "secrets_manager_manager"),
        new("secrets_manager_writer", "secrets_manager_writer"),
        new("secrets_manager_viewer", "secrets_manager_viewer"),
        new("kms_manager", "kms_manager"),
        new("kms_user", "kms_user"),
        new("kms_viewer", "kms_viewer"),
        new("iam_project_admin", "iam_project_admin"),
        new("access key of a project_admin", "project_admin", CallerKind.AccessKey),
        new("access key with access rules", "project_admin", CallerKind.RuledAccessKey),
        new("service account", "project_member", CallerKind.ServiceAccount),
        new("project_admin of another project", "project_admin", CallerKind.Elsewhere),
        new("admin of the installation", "admin", CallerKind.System),
        new("anonymous", "", CallerKind.Anonymous),
    ];

    /// <summary>Whether it can be given something in the project of the resources.</summary>
    public bool IsOfProject => Kind is not (CallerKind.Elsewhere or CallerKind.System or CallerKind.Anonymous);

    /// <summary>How it can stand to a resource.</summary>
    public IEnumerable<Standing> Standings => Enum.GetValues<Standing>().Where(standing => standing switch
    {
        Standing.Open or Standing.NotListed => true,
        Standing.ByGroup => IsOfProject && Kind != CallerKind.ServiceAccount, // Which is in no group.
        _ => IsOfProject,
    });

    /// <summary>Whether access rules let the request through.</summary>
    public bool IsWithinRules(MatrixRow row) =>
        Kind != CallerKind.RuledAccessKey || (row.Method == HttpMethod.Get && row.Path.StartsWith("/secrets-manager/api/v1/secrets/", StringComparison.Ordinal));
}

/// <summary>How a caller stands to a resource.</summary>
internal enum Standing
{
    /// <summary>There is no access control.</summary>
    Open,

    /// <summary>There is, and it is the caller's.</summary>
    Owner,

    /// <summary>There is, and the caller is on the list.</summary>
    Listed,

    /// <summary>There is, and a group that the caller is in is on the list.</summary>
    ByGroup,

    /// <summary>There is, and the caller is not on the list.</summary>
    NotListed,
}

namespace Haneul.Security.Iam.Policies;

/// <summary>
/// Who a policy admits: kinds of callers in relation to the target of the call, as Keystone's default policies know them (admin, manager, member and reader on
/// the system, a domain or a project) and as KakaoCloud's project management does (spec/roles.md section 4). A policy is a set of them.
/// </summary>
[Flags]
internal enum Persona
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Administers the installation (<see cref="IamRules.IsAdmin"/>): Keystone's rule <c>admin_required</c>, but for <c>admin</c> on an organisation.</summary>
    Admin = 1,

    /// <summary>Holds <c>reader</c> on the system.</summary>
    SystemReader = 1 << 1,

    /// <summary>Holds <c>reader</c> on the organisation that the target belongs to.</summary>
    DomainReader = 1 << 2,

    /// <summary>Holds <c>manager</c> on the organisation that the target belongs to.</summary>
    DomainManager = 1 << 3,

    /// <summary>Is the user whom the target belongs to.</summary>
    Owner = 1 << 4,

    /// <summary>Manages the members of the project that the target belongs to, with a token for it (<c>iam:assignment:manage</c>).</summary>
    ProjectManager = 1 << 5,

    /// <summary>Sees the members of the project that the target belongs to, with a token for it (<c>iam:assignment:read</c>).</summary>
    ProjectViewer = 1 << 6,

    /// <summary>Has any valid token.</summary>
    Anyone = 1 << 7,

    /// <summary>Holds any role on the project that the target is, with a token for it.</summary>
    ProjectParticipant = 1 << 8,

    /// <summary>Holds any role on the organisation that the target is or belongs to, with a token for it.</summary>
    DomainParticipant = 1 << 9,

    /// <summary>Holds any role on a project of the organisation that the target is, with a token for it.</summary>
    ProjectInDomain = 1 << 10,

    /// <summary>Holds <c>admin</c> on the system; on a project it is not enough.</summary>
    SystemAdmin = 1 << 11,

    /// <summary>Holds <c>manager</c>, wherever.</summary>
    AnyManager = 1 << 12,
}

namespace Haneul.Kernel.Access;

/// <summary>
/// Who makes a call: what a valid token stands for right now. Immutable and shared between calls of the same token
/// until a change in IAM replaces it.
/// </summary>
public sealed class Caller
{
    /// <summary>The user's unique id (32 hex digits).</summary>
    public required string UserId { get; init; }

    /// <summary>The user's sign-in name; an e-mail address in KakaoCloud.</summary>
    public required string UserName { get; init; }

    /// <summary>The organisation (Keystone domain) that the user belongs to.</summary>
    public required string UserDomainId { get; init; }

    /// <summary>The project that the token is for; null for tokens without a project.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The organisation of the project; null without a project.</summary>
    public string? ProjectDomainId { get; init; }

    /// <summary>The organisation that the token is for (Keystone's domain scope); null for tokens of another scope.</summary>
    public string? DomainId { get; init; }

    /// <summary>Whether the token is for the installation itself (Keystone's system scope).</summary>
    public bool IsSystem { get; init; }

    /// <summary>The access key that the token was made with; null for a password token.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Whether the token was delegated (access key, trust, OAuth1, EC2), and so may not manage credentials (decisions.md, delegated tokens).</summary>
    public bool IsDelegated { get; init; }

    /// <summary>The trust or OAuth1 access token that the token was made with; null for none. For the trail.</summary>
    public string? DelegationId { get; init; }

    /// <summary>Who acts in the user's place, by a trust that impersonates; null for the user themselves. For the trail.</summary>
    public string? ImpersonatedBy { get; init; }

    /// <summary>The calls that the token's access key is limited to; null for no limit but the roles.</summary>
    public AccessRules? AccessRules { get; init; }

    /// <summary>The names of the roles in force: those of the key, at issue, and now (decisions.md, roles). Implied roles are in it.</summary>
    public required IReadOnlySet<string> Roles { get; init; }

    /// <summary>The permissions that the roles hold.</summary>
    public required PermissionSet Permissions { get; init; }

    /// <summary>What the authenticator keeps beside the caller; means something to it alone.</summary>
    public object? Origin { get; init; }

    /// <summary>Whether the caller holds a permission.</summary>
    public bool May(Permission permission) => permission.Kind != PermissionKind.Granted || Permissions.Contains(permission);
}

/// <summary>Turns the token of a request into its caller. Implemented by IAM.</summary>
public interface IAuthenticator
{
    /// <summary>
    /// The caller behind a token, as of now: a change of roles, users, projects or keys acts on the next call.
    /// Null for a token that is unknown, expired or revoked.
    /// </summary>
    ValueTask<Caller?> AuthenticateAsync(string token, CancellationToken cancellation);

    /// <summary>
    /// The caller behind a token as far as memory can tell, without asking the database; null if it can't. <paramref name="wasValid"/> tells that the token
    /// was valid when it was last asked for: whoever shows it has not guessed.
    /// </summary>
    Caller? FindKept(string token, out bool wasValid);
}

/// <summary>Which permissions a role holds. Implemented by IAM; asked at start by the catalogue check and by generated references.</summary>
public interface IRoleTable
{
    /// <summary>The names of the roles that hold <paramref name="permission"/>, implied ones included; empty if the table does not know it.</summary>
    IReadOnlyCollection<string> RolesHolding(Permission permission);
}

using Haneul.Kernel.Access;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A token and what it means now.</summary>
internal sealed record TokenRecord
{
    /// <summary>The methods that it and the tokens before it were made with.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Its audit id, by which logs may name it.</summary>
    public required string AuditId { get; init; }

    /// <summary>The audit id of the first token in its chain; null for the first.</summary>
    public string? ParentAuditId { get; init; }

    /// <summary>When it was made, microseconds.</summary>
    public required long IssuedAt { get; init; }

    /// <summary>When it ends, microseconds.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Who it is for.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The roles in force, implied ones included, in the order of the role table.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>
    /// Whether it was delegated (decisions.md, delegated tokens): made for a trust, or by anything but the user's own password, with or without a passcode, or a token that was. A method that is not known here
    /// counts as delegation, as in Keystone since 2026.
    /// </summary>
    public bool IsDelegated => Subject is not { Trust: null, OAuth: null } || Methods.Count == 0 || Methods.Any(static method => method is not (TokenRequest.PasswordMethod or TokenRequest.PasscodeMethod or TokenRequest.TokenMethod));

    /// <summary>The caller that the token makes.</summary>
    public Caller ToCaller(object origin)
    {
        var names = Roles.Select(role => role.Name).ToHashSet(StringComparer.Ordinal);
        return new Caller
        {
            UserId = Subject.User.Id,
            UserName = Subject.User.Name,
            UserDomainId = Subject.User.DomainId,
            ProjectId = Subject.Project?.Id,
            ProjectDomainId = Subject.Project?.DomainId,
            DomainId = Subject.Domain?.Id,
            IsSystem = Subject.IsSystem,
            AccessKeyId = Subject.AccessKey?.Id,
            AccessRules = Subject.AccessKey?.Rules,
            IsDelegated = IsDelegated,
            DelegationId = Subject.Trust?.Id ?? Subject.OAuth?.AccessTokenId,
            ImpersonatedBy = Subject.Trust is { IsImpersonating: true } trust ? trust.TrusteeUserId : null,
            Roles = names,
            Permissions = RoleTable.PermissionsOf(Roles),
            Origin = origin,
        };
    }
}

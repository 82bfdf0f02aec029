using Haneul.Kernel.Access;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A token and what it means now.</summary>
internal sealed record TokenRecord
{
    /// <summary>The method it was made with.</summary>
    public required string Method { get; init; }

    /// <summary>Its audit id, by which logs may name it.</summary>
    public required string AuditId { get; init; }

    /// <summary>When it was made, microseconds.</summary>
    public required long IssuedAt { get; init; }

    /// <summary>When it ends, microseconds.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Who it is for.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The roles in force, implied ones included, in the order of the role table.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

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
            AccessKeyId = Subject.AccessKey?.Id,
            AccessRules = Subject.AccessKey?.Rules,
            IsDelegated = Subject.AccessKey is not null,
            Roles = names,
            Permissions = RoleTable.PermissionsOf(Roles),
            Origin = origin,
        };
    }
}

using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Roles;

/// <summary>The fields of a role that a request gives; null for those that it leaves out, but for a description, which may be null on purpose.</summary>
internal sealed record RoleFields(string? Name, bool HasDescription, string? Description, bool HasDomainId, string? DomainId, ResourceOptions? Options, string? Extra)
{
    private const int LongestDescription = 4096;

    /// <summary>Reads the body of a new role.</summary>
    public static RoleFields ReadNew(JsonFields body) => Read(body, roleId: null);

    /// <summary>Reads the body of a change.</summary>
    public static RoleFields ReadChange(JsonFields body, string roleId) => Read(body, roleId);

    /// <summary>Whether the change does nothing but take the option <c>immutable</c> off: the one change that an immutable role allows.</summary>
    public bool OnlyUnlocks => Name is null && !HasDescription && !HasDomainId && Extra is null && Options is { IsImmutable: not true };

    private static RoleFields Read(JsonFields body, string? roleId)
    {
        if (body.RequiredObject("role") is not { } role)
        {
            return new(null, false, null, false, null, null, null);
        }

        var name = roleId is null ? NameField.Required(role) : NameField.Optional(role);
        if (roleId is not null)
        {
            MatchingId.Check(role, roleId);
        }

        return new(
            name,
            role.Has("description"),
            role.OptionalString("description", 0, LongestDescription),
            role.Has("domain_id"),
            role.OptionalString("domain_id", 1),
            ResourceOptions.Read(role),
            ExtraAttributes.Read(role));
    }
}

namespace Haneul.Wire.Iam;

/// <summary>A role.</summary>
public sealed record RoleBody(string Id, string Name, string? DomainId, string? Description, NoOptions Options, SelfLink Links);

/// <summary>A role inside an access key.</summary>
public sealed record KeyRoleBody(string Id, string Name, string? DomainId, string? Description, NoOptions Options);

/// <summary>Answer of GetRole.</summary>
public sealed record RoleResponse(RoleBody Role);

/// <summary>Answer of ListRoles and ListProjectUserRoles.</summary>
public sealed record RolesResponse(IReadOnlyList<RoleBody> Roles, ListLinks Links);

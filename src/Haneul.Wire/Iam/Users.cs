using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A user. What was never given is left out, as Keystone does.</summary>
public sealed record UserBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    string Id,
    string Name,
    string DomainId,
    bool Enabled,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DefaultProjectId,
    string? PasswordExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UserExtra? Extra,
    NoOptions Options,
    SelfLink Links);

/// <summary>What Keystone keeps beside a user's own fields, shown again in the answer to a change.</summary>
public sealed record UserExtra(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description);

/// <summary>Answer of CreateUser, GetUser and UpdateUser.</summary>
public sealed record UserResponse(UserBody User);

/// <summary>Answer of ListUsers.</summary>
public sealed record UsersResponse(IReadOnlyList<UserBody> Users, ListLinks Links);

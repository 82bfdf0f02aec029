using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A role.</summary>
public sealed record RoleBody(string Id, string Name, string? DomainId, string? Description, ImmutableOption Options, SelfLink Links)
{
    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A role inside an access key.</summary>
public sealed record KeyRoleBody(string Id, string Name, string? DomainId, string? Description, NoOptions Options);

/// <summary>Answer of GetRole, CreateRole and UpdateRole.</summary>
public sealed record RoleResponse(RoleBody Role);

/// <summary>Answer of ListRoles and of the lists of roles that are granted somewhere.</summary>
public sealed record RolesResponse(IReadOnlyList<RoleBody> Roles, ListLinks Links);

/// <summary>A role as inferences name it.</summary>
public sealed record InferredRole(string Id, SelfLink Links, string Name);

/// <summary>That one role implies another.</summary>
public sealed record ImpliedRole(InferredRole PriorRole, InferredRole Implies);

/// <summary>Everything that a role implies itself.</summary>
public sealed record ImpliedRoles(InferredRole PriorRole, IReadOnlyList<InferredRole> Implies);

/// <summary>Answer of CreateImpliedRole and GetImpliedRole.</summary>
public sealed record ImpliedRoleResponse(ImpliedRole RoleInference, SelfLink Links);

/// <summary>Answer of ListImpliedRoles.</summary>
public sealed record ImpliedRolesResponse(ImpliedRoles RoleInference, SelfLink Links);

/// <summary>Answer of ListRoleInferences. Stock Keystone has no links here.</summary>
public sealed record RoleInferencesResponse(IReadOnlyList<ImpliedRoles> RoleInferences);

/// <summary>JSON metadata of roles.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RoleResponse))]
[JsonSerializable(typeof(RolesResponse))]
[JsonSerializable(typeof(ImpliedRoleResponse))]
[JsonSerializable(typeof(ImpliedRolesResponse))]
[JsonSerializable(typeof(RoleInferencesResponse))]
public sealed partial class RoleJson : JsonSerializerContext;

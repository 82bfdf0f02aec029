using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A trust. Lists leave its roles out, as Keystone's do.</summary>
public sealed record TrustBody(
    string Id,
    string TrustorUserId,
    string TrusteeUserId,
    string? ProjectId,
    bool Impersonation,
    string? ExpiresAt,
    long? RemainingUses,
    string? DeletedAt,
    string? RedelegatedTrustId,
    long RedelegationCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DelegatedRoleBody>? Roles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ListLinks? RolesLinks,
    SelfLink Links)
{
    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A role inside a trust.</summary>
public sealed record DelegatedRoleBody(string Id, string Name, string? DomainId, string? Description, ImmutableOption Options, SelfLink Links);

/// <summary>Answer of CreateTrust and GetTrust.</summary>
public sealed record TrustResponse(TrustBody Trust);

/// <summary>Answer of ListTrusts.</summary>
public sealed record TrustsResponse(IReadOnlyList<TrustBody> Trusts, ListLinks Links);

/// <summary>Answer of ListTrustRoles.</summary>
public sealed record DelegatedRolesResponse(IReadOnlyList<DelegatedRoleBody> Roles, ListLinks Links);

/// <summary>Answer of GetTrustRole.</summary>
public sealed record DelegatedRoleResponse(DelegatedRoleBody Role);

/// <summary>JSON metadata of trusts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrustResponse))]
[JsonSerializable(typeof(TrustsResponse))]
[JsonSerializable(typeof(DelegatedRolesResponse))]
[JsonSerializable(typeof(DelegatedRoleResponse))]
public sealed partial class TrustJson : JsonSerializerContext;

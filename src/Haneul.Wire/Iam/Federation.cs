using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>An identity provider.</summary>
public sealed record IdentityProviderBody(
    string Id, bool Enabled, string? Description, IReadOnlyList<string> RemoteIds, string DomainId, int? AuthorizationTtl, IdentityProviderLinks Links);

/// <summary>Where an identity provider is, and its protocols.</summary>
public sealed record IdentityProviderLinks(string Self, string Protocols);

/// <summary>Answer of CreateIdentityProvider, GetIdentityProvider and UpdateIdentityProvider.</summary>
public sealed record IdentityProviderResponse(IdentityProviderBody IdentityProvider);

/// <summary>Answer of ListIdentityProviders.</summary>
public sealed record IdentityProvidersResponse(IReadOnlyList<IdentityProviderBody> IdentityProviders, ListLinks Links);

/// <summary>A protocol of an identity provider.</summary>
public sealed record ProtocolBody(
    string Id, string MappingId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RemoteIdAttribute, ProtocolLinks Links);

/// <summary>A protocol in a list, where Keystone tells more of it.</summary>
public sealed record ListedProtocolBody(string Id, string IdpId, string MappingId, string? RemoteIdAttribute, ProtocolLinks Links);

/// <summary>Where a protocol is, and its identity provider.</summary>
public sealed record ProtocolLinks(string Self, string IdentityProvider);

/// <summary>Answer of CreateProtocol, GetProtocol and UpdateProtocol.</summary>
public sealed record ProtocolResponse(ProtocolBody Protocol);

/// <summary>Answer of ListProtocols.</summary>
public sealed record ProtocolsResponse(IReadOnlyList<ListedProtocolBody> Protocols, ListLinks Links);

/// <summary>A mapping; its rules as they were given.</summary>
public sealed record MappingBody(string Id, JsonElement Rules, string SchemaVersion, SelfLink Links);

/// <summary>Answer of CreateMapping, GetMapping and UpdateMapping.</summary>
public sealed record MappingResponse(MappingBody Mapping);

/// <summary>Answer of ListMappings.</summary>
public sealed record MappingsResponse(IReadOnlyList<MappingBody> Mappings, ListLinks Links);

/// <summary>A service provider.</summary>
public sealed record ServiceProviderBody(string Id, string AuthUrl, string SpUrl, string? Description, bool Enabled, string RelayStatePrefix, SelfLink Links);

/// <summary>Answer of CreateServiceProvider, GetServiceProvider and UpdateServiceProvider.</summary>
public sealed record ServiceProviderResponse(ServiceProviderBody ServiceProvider);

/// <summary>Answer of ListServiceProviders.</summary>
public sealed record ServiceProvidersResponse(IReadOnlyList<ServiceProviderBody> ServiceProviders, ListLinks Links);

/// <summary>JSON metadata of the records of federation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IdentityProviderResponse))]
[JsonSerializable(typeof(IdentityProvidersResponse))]
[JsonSerializable(typeof(ProtocolResponse))]
[JsonSerializable(typeof(ProtocolsResponse))]
[JsonSerializable(typeof(MappingResponse))]
[JsonSerializable(typeof(MappingsResponse))]
[JsonSerializable(typeof(ServiceProviderResponse))]
[JsonSerializable(typeof(ServiceProvidersResponse))]
public sealed partial class FederationJson : JsonSerializerContext;

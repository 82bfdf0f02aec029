using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>An organisation (Keystone: domain).</summary>
public sealed record DomainBody(
    string Id,
    string Name,
    string Description,
    bool Enabled,
    IReadOnlyList<string> Tags,
    ImmutableOption Options,
    SelfLink Links)
{
    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Attributes { get; set; }
}

/// <summary>Answer of CreateDomain, GetDomain and UpdateDomain.</summary>
public sealed record DomainResponse(DomainBody Domain);

/// <summary>Answer of ListDomains.</summary>
public sealed record DomainsResponse(IReadOnlyList<DomainBody> Domains, ListLinks Links);

/// <summary>JSON metadata of the records of organisations.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DomainResponse))]
[JsonSerializable(typeof(DomainsResponse))]
public sealed partial class DomainJson : JsonSerializerContext;

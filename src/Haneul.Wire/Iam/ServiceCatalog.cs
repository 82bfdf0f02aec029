using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A region.</summary>
public sealed record RegionBody(string Id, string Description, string? ParentRegionId, SelfLink Links)
{
    /// <summary>Attributes of a caller's own.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>Answer of CreateRegion, CreateRegionWithId, GetRegion and UpdateRegion.</summary>
public sealed record RegionResponse(RegionBody Region);

/// <summary>Answer of ListRegions.</summary>
public sealed record RegionsResponse(IReadOnlyList<RegionBody> Regions, ListLinks Links);

/// <summary>A service of the catalogue. A name or description that was never given is left out, as Keystone does.</summary>
public sealed record ServiceBody(
    string Id,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    bool Enabled,
    SelfLink Links)
{
    /// <summary>Attributes of a caller's own.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>Answer of CreateService, GetService and UpdateService.</summary>
public sealed record ServiceResponse(ServiceBody Service);

/// <summary>Answer of ListServices.</summary>
public sealed record ServicesResponse(IReadOnlyList<ServiceBody> Services, ListLinks Links);

/// <summary>An address of a service. <c>region</c> repeats the region's id for clients of version 2.</summary>
public sealed record EndpointBody(string Id, string Interface, string? RegionId, string ServiceId, string Url, bool Enabled, string? Region, SelfLink Links)
{
    /// <summary>Attributes of a caller's own.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>Answer of CreateEndpoint, GetEndpoint and UpdateEndpoint.</summary>
public sealed record EndpointResponse(EndpointBody Endpoint);

/// <summary>Answer of ListEndpoints and of the other lists of endpoints.</summary>
public sealed record EndpointsResponse(IReadOnlyList<EndpointBody> Endpoints, ListLinks Links);

/// <summary>An endpoint group.</summary>
public sealed record EndpointGroupBody(string Id, string Name, string? Description, EndpointGroupFilters Filters, SelfLink Links);

/// <summary>What the endpoints of a group have in common; what does not matter is left out.</summary>
public sealed record EndpointGroupFilters(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ServiceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RegionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Interface);

/// <summary>Answer of CreateEndpointGroup, GetEndpointGroup and UpdateEndpointGroup.</summary>
public sealed record EndpointGroupResponse(EndpointGroupBody EndpointGroup);

/// <summary>Answer of ListEndpointGroups and ListProjectEndpointGroups.</summary>
public sealed record EndpointGroupsResponse(IReadOnlyList<EndpointGroupBody> EndpointGroups, ListLinks Links);

/// <summary>Answer of GetProjectEndpointGroup.</summary>
public sealed record ProjectEndpointGroupResponse(ProjectEndpointGroupBody ProjectEndpointGroup);

/// <summary>That an endpoint group is for a project.</summary>
public sealed record ProjectEndpointGroupBody(string EndpointGroupId, string ProjectId, SelfLink Links);

/// <summary>JSON metadata of the catalogue's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RegionResponse))]
[JsonSerializable(typeof(RegionsResponse))]
[JsonSerializable(typeof(ServiceResponse))]
[JsonSerializable(typeof(ServicesResponse))]
[JsonSerializable(typeof(EndpointResponse))]
[JsonSerializable(typeof(EndpointsResponse))]
[JsonSerializable(typeof(EndpointGroupResponse))]
[JsonSerializable(typeof(EndpointGroupsResponse))]
[JsonSerializable(typeof(ProjectEndpointGroupResponse))]
public sealed partial class ServiceCatalogJson : JsonSerializerContext;

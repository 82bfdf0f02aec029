using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A policy that is stored for a service.</summary>
public sealed record PolicyBody(string Id, string Type, string Blob, SelfLink Links)
{
    /// <summary>Attributes of a caller's own.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>Answer of CreatePolicy, GetPolicy, UpdatePolicy and GetEndpointPolicy.</summary>
public sealed record PolicyResponse(PolicyBody Policy);

/// <summary>Answer of ListPolicies.</summary>
public sealed record PoliciesResponse(IReadOnlyList<PolicyBody> Policies, ListLinks Links);

/// <summary>JSON metadata of the records of stored policies.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PolicyResponse))]
[JsonSerializable(typeof(PoliciesResponse))]
public sealed partial class ServicePoliciesJson : JsonSerializerContext;

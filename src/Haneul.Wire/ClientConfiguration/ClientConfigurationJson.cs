using System.Text.Json.Serialization;

namespace Haneul.Wire.ClientConfiguration;

/// <summary>JSON metadata of the records of Client Configuration.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClientEndpointResponse))]
[JsonSerializable(typeof(AzPolicyResponse))]
[JsonSerializable(typeof(ClientMetadataResponse))]
public sealed partial class ClientConfigurationJson : JsonSerializerContext;

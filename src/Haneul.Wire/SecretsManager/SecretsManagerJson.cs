using System.Text.Json.Serialization;

namespace Haneul.Wire.SecretsManager;

/// <summary>The JSON metadata of the service's wire records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SecretResponse))]
[JsonSerializable(typeof(ListSecretsResponse))]
[JsonSerializable(typeof(SecretVersionResponse))]
[JsonSerializable(typeof(ListSecretVersionsResponse))]
public sealed partial class SecretsManagerJson : JsonSerializerContext;

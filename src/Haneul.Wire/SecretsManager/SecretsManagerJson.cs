using System.Text.Json.Serialization;

namespace Haneul.Wire.SecretsManager;

/// <summary>The JSON metadata of the service's wire records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SecretResponse))]
[JsonSerializable(typeof(ListSecretsResponse))]
[JsonSerializable(typeof(SecretVersionResponse))]
[JsonSerializable(typeof(ListSecretVersionsResponse))]
[JsonSerializable(typeof(ServiceStatusResponse))]
[JsonSerializable(typeof(BulkSecretsResponse))]
[JsonSerializable(typeof(BulkSecretVersionsResponse))]
[JsonSerializable(typeof(SecretAccessControlResponse))]
[JsonSerializable(typeof(SecretAccessTargetsResponse))]
[JsonSerializable(typeof(SecretAccessTargetsChangeResponse))]
public sealed partial class SecretsManagerJson : JsonSerializerContext;

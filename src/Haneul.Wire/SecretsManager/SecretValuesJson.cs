using System.Text.Json.Serialization;

namespace Haneul.Wire.SecretsManager;

/// <summary>The JSON metadata of the wire records about values of secrets.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(SecretChangeEntry))]
[JsonSerializable(typeof(ListSecretChangesResponse))]
[JsonSerializable(typeof(SecretVersionDifferenceResponse))]
[JsonSerializable(typeof(SecretPinResponse))]
[JsonSerializable(typeof(ListSecretPinsResponse))]
[JsonSerializable(typeof(SecretVersion))]
public sealed partial class SecretValuesJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Haneul.Wire.Kms;

/// <summary>The JSON metadata of the wire records about keys.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeyResponse))]
[JsonSerializable(typeof(ListUserKeysResponse))]
[JsonSerializable(typeof(BulkDeleteUserKeysResponse))]
[JsonSerializable(typeof(KeyByNameResponse))]
[JsonSerializable(typeof(ListKeyAlgorithmsResponse))]
[JsonSerializable(typeof(ListSymmetricKeysResponse))]
[JsonSerializable(typeof(ListServiceKeysResponse))]
[JsonSerializable(typeof(KmsServiceStatusResponse))]
[JsonSerializable(typeof(KeyAccessControlResponse))]
[JsonSerializable(typeof(KeyAccessTargetsResponse))]
[JsonSerializable(typeof(KeyAccessTargetsChangedResponse))]
public sealed partial class KmsKeysJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Haneul.Wire.Kms;

/// <summary>The JSON metadata of the wire records about the use of keys.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PublicKeyResponse))]
[JsonSerializable(typeof(EncryptDataResponse))]
[JsonSerializable(typeof(SignDataResponse))]
[JsonSerializable(typeof(GenerateHmacResponse))]
[JsonSerializable(typeof(VerifyResponse))]
public sealed partial class KmsUsesJson : JsonSerializerContext;

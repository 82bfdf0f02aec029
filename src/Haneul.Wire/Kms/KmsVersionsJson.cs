using System.Text.Json.Serialization;

namespace Haneul.Wire.Kms;

/// <summary>The JSON metadata of the wire records about versions of keys.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeyVersionResponse))]
[JsonSerializable(typeof(ListKeyVersionsResponse))]
[JsonSerializable(typeof(DeactivatedKeyVersionResponse))]
[JsonSerializable(typeof(KeyVersionDestructionResponse))]
[JsonSerializable(typeof(BulkKeyVersionsResponse))]
public sealed partial class KmsVersionsJson : JsonSerializerContext;

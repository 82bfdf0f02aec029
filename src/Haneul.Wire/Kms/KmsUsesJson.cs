using System.Text.Json.Serialization;

namespace Haneul.Wire.Kms;

/// <summary>The JSON metadata of the wire records about the use of keys.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BulkResult))]
public sealed partial class KmsUsesJson : JsonSerializerContext;

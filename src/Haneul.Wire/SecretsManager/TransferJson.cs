using System.Text.Json.Serialization;

namespace Haneul.Wire.SecretsManager;

/// <summary>The JSON metadata of the wire records about moving secrets.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImportSecretsResponse))]
public sealed partial class TransferJson : JsonSerializerContext;

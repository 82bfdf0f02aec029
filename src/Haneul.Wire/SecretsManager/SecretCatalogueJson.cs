using System.Text.Json.Serialization;

namespace Haneul.Wire.SecretsManager;

/// <summary>The JSON metadata of the wire records about finding and describing secrets.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CatalogueSecretResponse))]
[JsonSerializable(typeof(SearchSecretsResponse))]
[JsonSerializable(typeof(SecretTagResponse))]
[JsonSerializable(typeof(SecretOwnerResponse))]
[JsonSerializable(typeof(ListSecretReadersResponse))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
public sealed partial class SecretCatalogueJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>Answer of the operations on the configuration of an organisation: options by group, or one option.</summary>
public sealed record DomainConfigResponse(IReadOnlyDictionary<string, JsonElement> Config);

/// <summary>JSON metadata of the configuration of organisations.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DomainConfigResponse))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
public sealed partial class DomainConfigJson : JsonSerializerContext;

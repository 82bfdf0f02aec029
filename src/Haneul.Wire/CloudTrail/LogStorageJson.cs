using System.Text.Json.Serialization;

namespace Haneul.Wire.CloudTrail;

/// <summary>JSON metadata of the records of log storage.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogStorageResponse))]
[JsonSerializable(typeof(LogStorageTestResponse))]
public sealed partial class LogStorageJson : JsonSerializerContext;

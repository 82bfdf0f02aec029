using System.Text.Json.Serialization;

namespace Haneul.Wire.CloudTrail;

/// <summary>JSON metadata of the records of Cloud Trail.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListEventsResponse))]
[JsonSerializable(typeof(EventCountsResponse))]
public sealed partial class CloudTrailJson : JsonSerializerContext;

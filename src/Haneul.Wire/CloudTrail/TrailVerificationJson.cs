using System.Text.Json.Serialization;

namespace Haneul.Wire.CloudTrail;

/// <summary>JSON metadata of the records of the trail's tamper evidence.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListTrailCheckpointsResponse))]
[JsonSerializable(typeof(TrailCheckpointResponse))]
[JsonSerializable(typeof(TrailCheckpointKeyResponse))]
[JsonSerializable(typeof(TrailVerificationResponse))]
[JsonSerializable(typeof(ListTrailVerificationsResponse))]
[JsonSerializable(typeof(TrailVerificationReport))]
public sealed partial class TrailVerificationJson : JsonSerializerContext;

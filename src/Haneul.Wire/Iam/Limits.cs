using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>What a project or an organisation may have of a resource, in place of the registered default.</summary>
public sealed record LimitBody(
    string Id,
    string? ProjectId,
    string? DomainId,
    string ServiceId,
    string? RegionId,
    string ResourceName,
    long ResourceLimit,
    string? Description,
    SelfLink Links);

/// <summary>What every project may have of a resource unless it has a limit of its own.</summary>
public sealed record RegisteredLimitBody(
    string Id,
    string ServiceId,
    string? RegionId,
    string ResourceName,
    long DefaultLimit,
    string? Description,
    SelfLink Links);

/// <summary>Answer of GetLimit and UpdateLimit.</summary>
public sealed record LimitResponse(LimitBody Limit);

/// <summary>Answer of ListLimits.</summary>
public sealed record LimitsResponse(IReadOnlyList<LimitBody> Limits, ListLinks Links);

/// <summary>Answer of CreateLimits.</summary>
public sealed record NewLimitsResponse(IReadOnlyList<LimitBody> Limits);

/// <summary>Answer of GetRegisteredLimit and UpdateRegisteredLimit.</summary>
public sealed record RegisteredLimitResponse(RegisteredLimitBody RegisteredLimit);

/// <summary>Answer of ListRegisteredLimits.</summary>
public sealed record RegisteredLimitsResponse(IReadOnlyList<RegisteredLimitBody> RegisteredLimits, ListLinks Links);

/// <summary>Answer of CreateRegisteredLimits.</summary>
public sealed record NewRegisteredLimitsResponse(IReadOnlyList<RegisteredLimitBody> RegisteredLimits);

/// <summary>How limits are meant to be enforced.</summary>
public sealed record LimitModelBody(string Name, string Description);

/// <summary>Answer of GetLimitModel.</summary>
public sealed record LimitModelResponse(LimitModelBody Model);

/// <summary>JSON metadata of the records of limits.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LimitResponse))]
[JsonSerializable(typeof(LimitsResponse))]
[JsonSerializable(typeof(NewLimitsResponse))]
[JsonSerializable(typeof(RegisteredLimitResponse))]
[JsonSerializable(typeof(RegisteredLimitsResponse))]
[JsonSerializable(typeof(NewRegisteredLimitsResponse))]
[JsonSerializable(typeof(LimitModelResponse))]
public sealed partial class LimitJson : JsonSerializerContext;

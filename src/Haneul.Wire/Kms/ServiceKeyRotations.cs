using System.Text.Json.Serialization;

namespace Haneul.Wire.Kms;

/// <summary>How the rotation of a service key stands, as <c>GetServiceKeyRotation</c> and <c>RotateServiceKey</c> answer.</summary>
public sealed record ServiceKeyRotationResponse(ServiceKeyRotationState Rotation);

/// <summary>Where the key of a service in the project is on its way to its newest term.</summary>
public sealed record ServiceKeyRotationState
{
    /// <summary>Id of the service.</summary>
    public required string Service { get; init; }

    /// <summary><c>NEVER</c>, <c>RUNNING</c> or <c>FINISHED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The term that everything new is under.</summary>
    public required int Term { get; init; }

    /// <summary>How many older terms are kept.</summary>
    public required int OldTerms { get; init; }

    /// <summary>How many data keys had to be re-wrapped when the rotation began.</summary>
    public required long Total { get; init; }

    /// <summary>How many have been.</summary>
    public required long Done { get; init; }

    /// <summary>How many did not open and were left as they are.</summary>
    public required long Failed { get; init; }

    /// <summary>When the last rotation began; null for never.</summary>
    public string? StartedAt { get; init; }

    /// <summary>When it was done; null while it is not.</summary>
    public string? FinishedAt { get; init; }

    /// <summary>When the key rotates by itself.</summary>
    public string? NextRotationAt { get; init; }
}

/// <summary>The JSON metadata of the wire records about rotation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServiceKeyRotationResponse))]
public sealed partial class KmsRotationJson : JsonSerializerContext;

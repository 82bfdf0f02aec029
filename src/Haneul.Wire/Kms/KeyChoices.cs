namespace Haneul.Wire.Kms;

/// <summary>A combination that a key can be created with (contract schema <c>Algorithm</c>).</summary>
/// <param name="Name">The algorithm.</param>
/// <param name="Purpose">What the key is for.</param>
/// <param name="Type">Its type.</param>
public sealed record KeyAlgorithmChoice(string Name, string Purpose, string Type);

/// <summary>The combinations, as <c>ListKeyAlgorithms</c> answers.</summary>
public sealed record ListKeyAlgorithmsResponse(IReadOnlyList<KeyAlgorithmChoice> Algorithms);

/// <summary>A key that another service protects its data with (contract schema <c>SymmetricKey</c>).</summary>
/// <param name="Id">Its id; null for a service key, which is what a service uses when no id is given.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>USER</c> or <c>SERVICE</c>.</param>
public sealed record SymmetricKey(string? Id, string Name, string Type);

/// <summary>The keys to choose from, as <c>ListSymmetricKeys</c> answers.</summary>
public sealed record ListSymmetricKeysResponse(IReadOnlyList<SymmetricKey> SymmetricKeys);

/// <summary>A key that a service keeps for itself in a project.</summary>
public sealed record ServiceKey
{
    public required string Name { get; init; }

    public required int DefaultVersion { get; init; }

    /// <summary>Id of the service.</summary>
    public required string Service { get; init; }

    public required string Status { get; init; }

    /// <summary>Null: service keys are rotated by the operator, not by a calendar.</summary>
    public int? RotationPeriod { get; init; }

    public string? LastRotationAt { get; init; }

    public string? NextRotationAt { get; init; }

    public required string CreatedAt { get; init; }
}

/// <summary>A page of service keys, as <c>ListServiceKeys</c> answers.</summary>
public sealed record ListServiceKeysResponse(IReadOnlyList<ServiceKey> ServiceKeys, Pagination Pagination);

/// <summary>State of the service in a project.</summary>
public sealed record KmsServiceStatus(bool IsActivated);

/// <summary>The state, as <c>ActivateKmsService</c> and <c>GetKmsServiceStatus</c> answer.</summary>
public sealed record KmsServiceStatusResponse(KmsServiceStatus Service);

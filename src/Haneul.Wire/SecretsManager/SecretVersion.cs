namespace Haneul.Wire.SecretsManager;

/// <summary>What may be known of one version of a secret without its value (contract schema <c>Version</c>).</summary>
public sealed record SecretVersion
{
    public required int Version { get; init; }

    /// <summary><c>Active</c>, <c>Deactivated</c> or <c>Destroyed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Name of the user key that protects it; null for the service's own key.</summary>
    public string? KmsKeyName { get; init; }

    public int? KmsKeyVersion { get; init; }

    public required string CreatedAt { get; init; }

    /// <summary>When a scheduled destruction will take place; null if none is scheduled.</summary>
    public string? ResolvedDestructionAt { get; init; }
}

/// <summary>One version, as <c>CreateSecretVersion</c> answers.</summary>
public sealed record SecretVersionResponse(SecretVersion Version);

/// <summary>A page of versions, as <c>ListSecretVersions</c> answers.</summary>
public sealed record ListSecretVersionsResponse(IReadOnlyList<SecretVersion> Versions, Pagination Pagination);

/// <summary>What became of several versions, as the calls that name many answer.</summary>
public sealed record BulkSecretVersionsResponse(BulkResult Versions);

namespace Haneul.Wire.Kms;

/// <summary>A version of a key without its material (contract schema <c>KeyVersion</c>, every member of which is sent).</summary>
public sealed record KeyVersion
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary><c>ACTIVE</c>, <c>DEACTIVATED</c> or <c>DESTROYED</c>.</summary>
    public required string Status { get; init; }

    public required string Algorithm { get; init; }

    /// <summary>When a scheduled destruction will take place; null if none is scheduled.</summary>
    public string? ResolvedDestructionAt { get; init; }

    public required string CreatedAt { get; init; }
}

/// <summary>One version, as <c>CreateKeyVersion</c> answers.</summary>
public sealed record KeyVersionResponse(KeyVersion Version);

/// <summary>A page of versions, as <c>ListKeyVersions</c> answers.</summary>
public sealed record ListKeyVersionsResponse(IReadOnlyList<KeyVersion> Versions, Pagination Pagination);

/// <summary>What became of the version, as <c>DeactivateKeyVersion</c> answers.</summary>
public sealed record DeactivatedKeyVersionResponse(DeactivatedKeyVersion Version);

/// <summary>A version that was deactivated.</summary>
public sealed record DeactivatedKeyVersion(bool IsDeactivated);

/// <summary>How the destruction of the version stands now, as scheduling and cancelling it answer.</summary>
public sealed record KeyVersionDestructionResponse(KeyVersionDestruction Version);

/// <summary>How the destruction of a version stands (contract schema <c>Version</c>).</summary>
/// <param name="DestroyStatus"><c>SCHEDULED</c> or <c>CANCELED</c>.</param>
public sealed record KeyVersionDestruction(string DestroyStatus);

/// <summary>What a call about several versions came to.</summary>
public sealed record BulkKeyVersionsResponse(BulkResult Versions);

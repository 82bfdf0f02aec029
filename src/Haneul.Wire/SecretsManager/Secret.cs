namespace Haneul.Wire.SecretsManager;

/// <summary>What may be known of a secret without its value (contract schema <c>Secret</c>).</summary>
public sealed record Secret
{
    public required string Name { get; init; }

    public required string Id { get; init; }

    public string? Description { get; init; }

    /// <summary><c>Active</c> while any version is, else <c>Deactivated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Name of the user key that protects new versions; null for the service's own key.</summary>
    public string? KmsKeyName { get; init; }

    public string? Algorithm { get; init; }

    /// <summary>The version that a read without a version gives: always the newest.</summary>
    public required int DefaultVersion { get; init; }

    /// <summary>Whether it could be deleted now: all its versions are destroyed.</summary>
    public required bool IsDeletionAllowed { get; init; }

    public required string CreatedAt { get; init; }

    /// <summary>Sign-in name of the creator.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>How many versions that are not destroyed it may have.</summary>
    public required int VersionQuota { get; init; }

    /// <summary>How many versions that are not destroyed it has.</summary>
    public required int VersionCount { get; init; }

    public required bool IsVersionCreationAllowed { get; init; }

    public bool? IsAccessControlEnabled { get; init; }

    /// <summary>Whether access control lets the caller at it.</summary>
    public bool? IsAccessible { get; init; }
}

/// <summary>One secret, as <c>CreateSecret</c> and <c>GetSecret</c> answer.</summary>
public sealed record SecretResponse(Secret Secret);

/// <summary>A page of secrets, as <c>ListSecrets</c> answers.</summary>
public sealed record ListSecretsResponse(IReadOnlyList<Secret> Secrets, Pagination Pagination);

/// <summary>What became of several secrets, as <c>BulkDeleteSecrets</c> answers.</summary>
public sealed record BulkSecretsResponse(BulkResult Secrets);

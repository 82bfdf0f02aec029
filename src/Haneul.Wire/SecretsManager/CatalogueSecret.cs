namespace Haneul.Wire.SecretsManager;

/// <summary>All that may be known of a secret without its values: the contract's fields (<see cref="Secret"/>) and ours (contract haneul-secrets, schema <c>Secret</c>).</summary>
public sealed record CatalogueSecret
{
    public required string Name { get; init; }

    public required string Id { get; init; }

    public string? Description { get; init; }

    /// <summary><c>Active</c> while any version is, else <c>Deactivated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Name of the user key that protects new versions; null for the service's own key.</summary>
    public string? KmsKeyName { get; init; }

    public required string Algorithm { get; init; }

    public required int DefaultVersion { get; init; }

    public required bool IsDeletionAllowed { get; init; }

    public required string CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required int VersionQuota { get; init; }

    public required int VersionCount { get; init; }

    public required bool IsVersionCreationAllowed { get; init; }

    public required bool IsAccessControlEnabled { get; init; }

    public required bool IsAccessible { get; init; }

    /// <summary>Words of the team's own.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Counts the changes of what <c>UpdateSecret</c> changes; the number in the <c>ETag</c>.</summary>
    public required long Revision { get; init; }

    /// <summary>When anything of the secret but its reads was last changed.</summary>
    public required string ChangedAt { get; init; }

    /// <summary>Sign-in name of who did.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>When a value was last read; null if never.</summary>
    public string? LastReadAt { get; init; }

    /// <summary>Sign-in name of who did.</summary>
    public string? LastReadBy { get; init; }

    /// <summary>When its value should have been replaced; null for no such date.</summary>
    public string? ExpiresAt { get; init; }

    public required SecretOwner Owner { get; init; }
}

/// <summary>Whom a secret belongs to.</summary>
/// <param name="Id">Unique id of the user or service account.</param>
/// <param name="Name">Sign-in name when it became the owner.</param>
public sealed record SecretOwner(string Id, string Name);

/// <summary>One secret with all that is known of it.</summary>
public sealed record CatalogueSecretResponse(CatalogueSecret Secret);

/// <summary>A page of secrets that were found.</summary>
/// <param name="Secrets">The secrets, newest first.</param>
/// <param name="NextCursor">Where the search goes on; null when it has seen everything.</param>
public sealed record SearchSecretsResponse(IReadOnlyList<CatalogueSecret> Secrets, string? NextCursor);

/// <summary>A tag of a secret.</summary>
public sealed record SecretTag(string Key, string Value);

/// <summary>One tag, as it is kept now.</summary>
public sealed record SecretTagResponse(SecretTag Tag);

/// <summary>The owner of a secret, as it is now.</summary>
public sealed record SecretOwnerResponse(SecretOwner Owner);

/// <summary>Somebody who can read the values of a secret.</summary>
/// <param name="Id">Unique id.</param>
/// <param name="Type"><c>USER</c> or <c>SERVICE_ACCOUNT</c>.</param>
/// <param name="Name">Sign-in name.</param>
/// <param name="IsOwner">Whether the secret is its own.</param>
/// <param name="Groups">Its groups that have a part in it: by a role of theirs, or by being on the secret's list.</param>
public sealed record SecretReader(string Id, string Type, string Name, bool IsOwner, IReadOnlyList<SecretReaderGroup> Groups);

/// <summary>A group of a reader.</summary>
public sealed record SecretReaderGroup(string Id, string Name);

/// <summary>Who can read the values of a secret now.</summary>
/// <param name="IsAccessControlEnabled">Whether the secret has a list of who is allowed.</param>
/// <param name="Total">How many readers there are.</param>
/// <param name="Readers">The first thousand of them, by name.</param>
public sealed record ListSecretReadersResponse(bool IsAccessControlEnabled, int Total, IReadOnlyList<SecretReader> Readers);

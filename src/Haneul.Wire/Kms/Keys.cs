namespace Haneul.Wire.Kms;

/// <summary>A user key without its versions (contract schema <c>Key</c>, every member of which is sent).</summary>
public sealed record Key
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>Sign-in name of the owner, who is let in whatever the list of access control says.</summary>
    public required string OwnerName { get; init; }

    public string? Description { get; init; }

    public required string Purpose { get; init; }

    /// <summary><c>PRE_ACTIVATION</c> before the first version, <c>ACTIVE</c> while any version is, else <c>DEACTIVATED</c>.</summary>
    public required string Status { get; init; }

    public required string Type { get; init; }

    public required string Algorithm { get; init; }

    /// <summary>The version that new data is protected with: always the newest. 0 in pre-activation.</summary>
    public required int DefaultVersion { get; init; }

    public required bool IsRotationEnabled { get; init; }

    /// <summary>Days between automatic rotations; null where there are none.</summary>
    public int? RotationPeriod { get; init; }

    /// <summary>Whether <c>DeleteUserKey</c> would delete it now.</summary>
    public required bool IsImmediateDeleteEnabled { get; init; }

    public string? LastRotationAt { get; init; }

    public string? NextRotationAt { get; init; }

    /// <summary>Sign-in name of the creator.</summary>
    public required string CreatedBy { get; init; }

    public required string CreatedAt { get; init; }

    /// <summary>How many versions that are not destroyed it may have.</summary>
    public required int VersionQuota { get; init; }

    /// <summary>How many versions that are not destroyed it has.</summary>
    public required int VersionCount { get; init; }

    public required bool IsVersionCreationAllowed { get; init; }

    public required bool IsAccessControlEnabled { get; init; }

    /// <summary>Whether access control lets the caller at it.</summary>
    public required bool IsAccessible { get; init; }
}

/// <summary>One key, as the operations on a single one answer.</summary>
public sealed record KeyResponse(Key Key);

/// <summary>A page of keys, as <c>ListUserKeys</c> answers.</summary>
public sealed record ListUserKeysResponse(IReadOnlyList<Key> Keys, Pagination Pagination);

/// <summary>What <c>BulkDeleteUserKeys</c> came to.</summary>
public sealed record BulkDeleteUserKeysResponse(BulkResult Keys);

/// <summary>A key that was looked up by its name.</summary>
/// <param name="Id">Its id; null for a service key, which has none.</param>
/// <param name="OwnerType"><c>USER</c> or <c>SERVICE</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its description.</param>
/// <param name="DefaultVersion">Its newest version; 0 in pre-activation.</param>
public sealed record KeyByName(string? Id, string OwnerType, string Name, string? Description, int DefaultVersion);

/// <summary>A key, as <c>GetKeyByName</c> answers.</summary>
public sealed record KeyByNameResponse(KeyByName Key);

using System.Data.Common;
using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>A secret as the catalogue shows and changes it.</summary>
internal sealed record CatalogueRow
{
    // The contract's word (kms, KeyAlgorithm); the same for the service key and for every user key that may protect secrets.
    private const string Algorithm = "AES256-GCM96";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Description { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    public required long? ExpiresAt { get; init; }

    public required string OwnerId { get; init; }

    /// <summary>Null while the secret is with its creator.</summary>
    public required string? OwnerName { get; init; }

    public required long Revision { get; init; }

    public required int DefaultVersion { get; init; }

    public required int VersionCount { get; init; }

    public required int ActiveVersionCount { get; init; }

    public required long CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required long? ChangedAt { get; init; }

    public required string? ChangedBy { get; init; }

    public required string? KeyName { get; init; }

    public required bool IsAccessControlEnabled { get; init; }

    /// <summary>Whether access control lets the caller at it.</summary>
    public required bool IsAccessible { get; init; }

    public required LastRead? LastRead { get; init; }

    /// <summary>What <see cref="Read"/> takes, of secrets <c>s</c> and their last reads <c>r</c>.</summary>
    public static Sql Columns(AllowLists allowLists, Caller caller, string projectId) =>
        $"""
        s.id, s.name, s.description, s.tags, s.expires_at, s.owner_id, s.owner_name, s.revision, s.default_version, s.version_count, s.active_version_count,
        s.created_at, s.created_by, s.changed_at, s.changed_by, s.kms_key_name, s.is_access_control_enabled,
        CASE WHEN {Admits(allowLists, caller, projectId)} THEN 1 ELSE 0 END, r.last_read_at, r.last_read_by
        """;

    /// <summary>The condition that access control lets the caller at a secret <c>s</c>.</summary>
    public static Sql Admits(AllowLists allowLists, Caller caller, string projectId) =>
        allowLists.Admits(SecretsManagerModule.Id, caller, projectId, $"s.id", $"s.is_access_control_enabled", $"s.owner_id");

    public static CatalogueRow Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Description = row.IsDBNull(2) ? null : row.GetString(2),
        Tags = TagText.FromJson(row.IsDBNull(3) ? null : row.GetString(3)),
        ExpiresAt = row.IsDBNull(4) ? null : row.GetInt64(4),
        OwnerId = row.GetString(5),
        OwnerName = row.IsDBNull(6) ? null : row.GetString(6),
        Revision = row.GetInt64(7),
        DefaultVersion = (int)row.GetInt64(8),
        VersionCount = (int)row.GetInt64(9),
        ActiveVersionCount = (int)row.GetInt64(10),
        CreatedAt = row.GetInt64(11),
        CreatedBy = row.GetString(12),
        ChangedAt = row.IsDBNull(13) ? null : row.GetInt64(13),
        ChangedBy = row.IsDBNull(14) ? null : row.GetString(14),
        KeyName = row.IsDBNull(15) ? null : row.GetString(15),
        IsAccessControlEnabled = row.GetInt64(16) != 0,
        IsAccessible = row.GetInt64(17) != 0,
        LastRead = row.IsDBNull(18) ? null : new LastRead(row.GetInt64(18), row.GetString(19)),
    };

    /// <summary>The secret of that id in a project; null if there is none.</summary>
    public static ValueTask<CatalogueRow?> FindAsync(IDatabaseSession session, AllowLists allowLists, Caller caller, string projectId, string secretId) =>
        session.QueryFirstOrDefaultAsync(
            $"""
            SELECT {Columns(allowLists, caller, projectId)}
            FROM secrets_secrets s LEFT JOIN secrets_reads r ON r.project_id = s.project_id AND r.secret_id = s.id
            WHERE s.project_id = {projectId} AND s.id = {secretId}
            """,
            Read);

    /// <summary>The secret on the wire, with the latest read that this process knows of.</summary>
    public CatalogueSecret ToWire(LastReads reads, string projectId)
    {
        var lastRead = reads.Latest(projectId, Id, LastRead);
        return new CatalogueSecret
        {
            Name = Name,
            Id = Id,
            Description = Description,
            Status = ActiveVersionCount > 0 ? VersionStatus.Active : VersionStatus.Deactivated,
            KmsKeyName = KeyName,
            Algorithm = Algorithm,
            DefaultVersion = DefaultVersion,
            IsDeletionAllowed = VersionCount == 0,
            CreatedAt = UnixTime.ToWire(CreatedAt),
            CreatedBy = CreatedBy,
            VersionQuota = SecretLimits.VersionQuota,
            VersionCount = VersionCount,
            IsVersionCreationAllowed = VersionCount < SecretLimits.VersionQuota,
            IsAccessControlEnabled = IsAccessControlEnabled,
            IsAccessible = IsAccessible,
            Tags = Tags,
            Revision = Revision,
            ChangedAt = UnixTime.ToWire(ChangedAt ?? CreatedAt),
            ChangedBy = ChangedBy ?? CreatedBy,
            LastReadAt = lastRead is null ? null : UnixTime.ToWire(lastRead.At),
            LastReadBy = lastRead?.By,
            ExpiresAt = ExpiresAt is { } expiry ? UnixTime.ToWire(expiry) : null,
            Owner = new SecretOwner(OwnerId, OwnerName ?? CreatedBy),
        };
    }
}

using System.Data.Common;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>A row of <c>kms_keys</c>, as one caller sees it.</summary>
internal sealed record UserKey
{
    /// <summary>The columns that <see cref="Read"/> takes from <c>kms_keys k</c>; after them comes whether the caller is admitted, 0 or 1.</summary>
    public static readonly Sql Columns =
        $"""
        k.project_id, k.id, k.name, k.description, k.type, k.purpose, k.algorithm, k.default_version, k.version_count, k.active_version_count,
        k.rotation_period, k.last_rotation_at, k.next_rotation_at, k.is_access_control_enabled, k.created_at, k.created_by, k.owner_id
        """;

    public static readonly Func<DbDataReader, UserKey> Read = static row => new()
    {
        ProjectId = row.GetString(0),
        Id = row.GetString(1),
        Name = row.GetString(2),
        Description = row.IsDBNull(3) ? null : row.GetString(3),
        Spec = new KeySpec(row.GetString(4), row.GetString(5), row.GetString(6)),
        DefaultVersion = (int)row.GetInt64(7),
        VersionCount = (int)row.GetInt64(8),
        ActiveVersionCount = (int)row.GetInt64(9),
        RotationPeriod = row.IsDBNull(10) ? null : (int)row.GetInt64(10),
        LastRotationAt = row.IsDBNull(11) ? null : row.GetInt64(11),
        NextRotationAt = row.IsDBNull(12) ? null : row.GetInt64(12),
        IsAccessControlEnabled = row.GetInt64(13) != 0,
        CreatedAt = row.GetInt64(14),
        CreatedBy = row.GetString(15),
        OwnerId = row.GetString(16),
        IsAdmitted = row.GetInt64(17) != 0,
    };

    public required string ProjectId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required KeySpec Spec { get; init; }

    /// <summary>The newest number given; 0 in pre-activation.</summary>
    public required int DefaultVersion { get; init; }

    /// <summary>Versions that are not destroyed.</summary>
    public required int VersionCount { get; init; }

    public required int ActiveVersionCount { get; init; }

    /// <summary>Days between automatic rotations; null for none.</summary>
    public int? RotationPeriod { get; init; }

    public long? LastRotationAt { get; init; }

    public long? NextRotationAt { get; init; }

    public required bool IsAccessControlEnabled { get; init; }

    public required long CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required string OwnerId { get; init; }

    /// <summary>Whether access control lets the caller at it.</summary>
    public required bool IsAdmitted { get; init; }

    /// <summary>The key as what a list of allowed subjects belongs to.</summary>
    public ListedResource Listed => new(KmsModule.Id, ProjectId, Id, OwnerId);

    /// <summary>The contract's record.</summary>
    /// <param name="isInUse">Whether another service still needs the key.</param>
    public Key ToKey(bool isInUse) => new()
    {
        Id = Id,
        Name = Name,
        ProjectId = ProjectId,
        OwnerName = CreatedBy,
        Description = Description,
        Purpose = Spec.Purpose,
        Status = KeyStatus.Of(DefaultVersion, ActiveVersionCount),
        Type = Spec.Type,
        Algorithm = Spec.Algorithm,
        DefaultVersion = DefaultVersion,
        IsRotationEnabled = RotationPeriod is not null,
        RotationPeriod = RotationPeriod,
        IsImmediateDeleteEnabled = VersionCount == 0 && !isInUse,
        LastRotationAt = ToWire(LastRotationAt),
        NextRotationAt = ToWire(NextRotationAt),
        CreatedBy = CreatedBy,
        CreatedAt = UnixTime.ToWire(CreatedAt),
        VersionQuota = KmsLimits.VersionQuota,
        VersionCount = VersionCount,
        IsVersionCreationAllowed = VersionCount < KmsLimits.VersionQuota,
        IsAccessControlEnabled = IsAccessControlEnabled,
        IsAccessible = IsAdmitted,
    };

    private static string? ToWire(long? instant) => instant is { } known ? UnixTime.ToWire(known) : null;
}

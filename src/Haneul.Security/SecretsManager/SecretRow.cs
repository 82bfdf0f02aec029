using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>The words for the state of secrets and versions (contract enum <c>Status</c>).</summary>
internal static class VersionStatus
{
    public const string Active = "Active";
    public const string Deactivated = "Deactivated";
    public const string Destroyed = "Destroyed";
}

/// <summary>Makes the contract's records from rows.</summary>
internal static class SecretRow
{
    // AES-256-GCM with a 96-bit nonce, in the contract's word for it (kms, KeyAlgorithm).
    private const string Algorithm = "AES256-GCM96";

    public static readonly Sql Columns = $"id, name, description, default_version, version_count, active_version_count, created_at, created_by";

    public static readonly Sql VersionColumns = $"version, status, created_at";

    public static readonly Func<DbDataReader, Secret> Read = static row => ToSecret(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        (int)row.GetInt64(3),
        (int)row.GetInt64(4),
        (int)row.GetInt64(5),
        row.GetInt64(6),
        row.GetString(7));

    public static readonly Func<DbDataReader, SecretVersion> ReadVersion = static row =>
        ToVersion((int)row.GetInt64(0), row.GetString(1), row.GetInt64(2));

    public static Secret ToSecret(
        string id, string name, string? description, int defaultVersion, int versionCount, int activeVersionCount, long createdAt, string createdBy) => new()
        {
            Name = name,
            Id = id,
            Description = description,
            // A secret turns Deactivated by itself when none of its versions is Active (spec/secrets-and-kms.md 2.4).
            Status = activeVersionCount > 0 ? VersionStatus.Active : VersionStatus.Deactivated,
            Algorithm = Algorithm,
            DefaultVersion = defaultVersion,
            IsDeletionAllowed = versionCount == 0,
            CreatedAt = UnixTime.ToWire(createdAt),
            CreatedBy = createdBy,
            VersionQuota = SecretLimits.VersionQuota,
            VersionCount = versionCount,
            IsVersionCreationAllowed = versionCount < SecretLimits.VersionQuota,
            IsAccessControlEnabled = false,
            IsAccessible = true,
        };

    public static SecretVersion ToVersion(int version, string status, long createdAt) => new()
    {
        Version = version,
        Status = status,
        CreatedAt = UnixTime.ToWire(createdAt),
    };
}

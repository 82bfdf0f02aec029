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
    // AES-256-GCM with a 96-bit nonce, in the contract's word for it (kms, KeyAlgorithm). Secrets accept user keys of no other algorithm.
    private const string Algorithm = "AES256-GCM96";

    public static readonly Sql VersionColumns = $"version, status, created_at, kms_key_name, kms_key_version, destruction_at";

    public static readonly Func<DbDataReader, Secret> Read = static row =>
    {
        var versionCount = (int)row.GetInt64(4);
        return new Secret
        {
            Id = row.GetString(0),
            Name = row.GetString(1),
            Description = row.IsDBNull(2) ? null : row.GetString(2),
            DefaultVersion = (int)row.GetInt64(3),
            VersionCount = versionCount,
            VersionQuota = SecretLimits.VersionQuota,
            IsVersionCreationAllowed = versionCount < SecretLimits.VersionQuota,
            IsDeletionAllowed = versionCount == 0,
            // A secret turns Deactivated by itself when none of its versions is Active (spec/secrets-and-kms.md 2.4).
            Status = row.GetInt64(5) > 0 ? VersionStatus.Active : VersionStatus.Deactivated,
            CreatedAt = UnixTime.ToWire(row.GetInt64(6)),
            CreatedBy = row.GetString(7),
            KmsKeyName = row.IsDBNull(8) ? null : row.GetString(8),
            IsAccessControlEnabled = row.GetInt64(9) != 0,
            IsAccessible = row.GetInt64(10) != 0,
            Algorithm = Algorithm,
        };
    };

    public static readonly Func<DbDataReader, SecretVersion> ReadVersion = static row => new SecretVersion
    {
        Version = (int)row.GetInt64(0),
        Status = row.GetString(1),
        CreatedAt = UnixTime.ToWire(row.GetInt64(2)),
        KmsKeyName = row.IsDBNull(3) ? null : row.GetString(3),
        KmsKeyVersion = row.IsDBNull(4) ? null : (int)row.GetInt64(4),
        ResolvedDestructionAt = row.IsDBNull(5) ? null : UnixTime.ToWire(row.GetInt64(5)),
    };

    /// <summary>What <see cref="Read"/> reads of a secret <c>s</c>.</summary>
    /// <param name="admits">The condition that access control admits the caller.</param>
    public static Sql Columns(Sql admits) =>
        $"""
        s.id, s.name, s.description, s.default_version, s.version_count, s.active_version_count, s.created_at, s.created_by, s.kms_key_name, s.is_access_control_enabled,
        CASE WHEN {admits} THEN 1 ELSE 0 END
        """;
}

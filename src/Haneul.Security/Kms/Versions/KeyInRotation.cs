using System.Data.Common;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Versions;

/// <summary>What must be known of a key to make its next version. Equal to another if nothing has happened in between that matters for it.</summary>
internal sealed record KeyInRotation(
    string ProjectId, string Id, string Name, KeySpec Spec, int DefaultVersion, long VersionCount, long ActiveVersionCount, int? RotationPeriod, long? NextRotationAt)
{
    private static readonly Func<DbDataReader, KeyInRotation> Read = static row => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        new KeySpec(row.GetString(3), row.GetString(4), row.GetString(5)),
        (int)row.GetInt64(6),
        row.GetInt64(7),
        row.GetInt64(8),
        row.IsDBNull(9) ? null : (int)row.GetInt64(9),
        row.IsDBNull(10) ? null : row.GetInt64(10));

    /// <summary>The number that the next version will have.</summary>
    public int NextVersion => DefaultVersion + 1;

    /// <summary>Whether the key may have another version.</summary>
    public bool HasRoom => VersionCount < KmsLimits.VersionQuota && DefaultVersion < int.MaxValue;

    /// <summary>The key; null if it is gone.</summary>
    public static ValueTask<KeyInRotation?> FindAsync(IDatabaseSession session, string projectId, string keyId) => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT project_id, id, name, type, purpose, algorithm, default_version, version_count, active_version_count, rotation_period, next_rotation_at
        FROM kms_keys WHERE project_id = {projectId} AND id = {keyId}
        """,
        Read);

    /// <summary>The same of a key that a caller was let at.</summary>
    public static KeyInRotation Of(UserKey key) => new(
        key.ProjectId, key.Id, key.Name, key.Spec, key.DefaultVersion, key.VersionCount, key.ActiveVersionCount, key.RotationPeriod, key.NextRotationAt);

    /// <summary>
    /// Stores the next version, which becomes the default, and when the one after it is due: the period begins anew with every version. The first version
    /// activates the key and is no rotation.
    /// </summary>
    /// <returns>When the key is to be rotated next; null for never.</returns>
    public async ValueTask<long?> StoreNextAsync(ITransaction transaction, NewKeyVersion version, long now)
    {
        var next = RotationPeriod is { } days ? KeyRotationSchedule.NextRotationAt(now, days) : (long?)null;
        await transaction.ExecuteAsync(
            $"""
            UPDATE kms_keys
            SET default_version = {version.Version}, version_count = version_count + 1, active_version_count = active_version_count + 1,
                last_rotation_at = CASE WHEN {version.Version} > 1 THEN {now} ELSE last_rotation_at END, next_rotation_at = {next}
            WHERE project_id = {ProjectId} AND id = {Id}
            """);
        await version.StoreAsync(transaction, ProjectId, Id, now);
        return next;
    }
}

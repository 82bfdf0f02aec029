using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Attention;

/// <summary>
/// Active keys by the time of their rotation. A key that is not active rotates no more and is used for nothing new, so nobody has to look after its age.
/// </summary>
internal static class RotationOrder
{
    /// <summary>Longest age that may be asked for, days.</summary>
    public const int MostDays = 3650;

    /// <summary>When a key was rotated last; of one that never was, when it was made. As the index has it.</summary>
    public static readonly Sql RotatedAt = $"COALESCE(last_rotation_at, created_at)";

    /// <summary>Keys that rotate by themselves.</summary>
    public static Sql Planned(string projectId) => $"FROM kms_keys WHERE project_id = {projectId} AND next_rotation_at IS NOT NULL AND active_version_count > 0";

    /// <summary>Keys that have not been rotated for so many days.</summary>
    public static Sql NotRotated(string projectId, DateTimeOffset now, int days) =>
        $"FROM kms_keys WHERE project_id = {projectId} AND active_version_count > 0 AND {RotatedAt} <= {UnixTime.ToMicroseconds(now.AddDays(-days))}";

    /// <summary>A page of keys in the order of an instant.</summary>
    public static Sql Page(Sql instant, Sql from, PagePosition after, int limit) =>
        $"""
        SELECT {instant}, id, name, rotation_period, last_rotation_at, next_rotation_at, created_at {from} AND ({instant}, id) > ({after.At}, {after.Id})
        ORDER BY {instant}, id LIMIT {limit}
        """;
}

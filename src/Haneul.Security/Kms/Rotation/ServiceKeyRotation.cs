using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Rotation;

/// <summary>How the key of a service in a project stands: what ListServiceKeys shows of it, and the progress of its last rotation.</summary>
/// <param name="Service">The service.</param>
/// <param name="Term">Its newest term: the version that new data is under.</param>
/// <param name="Terms">How many terms there are. More than one: an older one is still needed, or waits for its deletion.</param>
/// <param name="CreatedAt">When the key was made.</param>
/// <param name="LastRotationAt">When it was rotated last; null for never.</param>
/// <param name="NextRotationAt">When it rotates by itself; null if nothing is planned.</param>
/// <param name="Total">How many rows the last rotation had to re-wrap when it began.</param>
/// <param name="Done">How many it has.</param>
/// <param name="Failed">How many did not open and were left as they are.</param>
/// <param name="FinishedAt">When the last rotation was done with all of them; null while it is not.</param>
internal sealed record ServiceKeyRotation(
    string Service, int Term, int Terms, long CreatedAt, long? LastRotationAt, long? NextRotationAt, long Total, long Done, long Failed, long? FinishedAt)
{
    /// <summary>Whether a rotation has begun and is not done.</summary>
    public bool IsRunning => LastRotationAt is not null && FinishedAt is null;

    /// <summary>The key of one service in a project; null if it has none yet.</summary>
    public static ValueTask<ServiceKeyRotation?> FindAsync(IDatabaseSession session, string projectId, string service) =>
        session.QueryFirstOrDefaultAsync(Select($"r.project_id = {projectId} AND r.service = {service}"), Read);

    /// <summary>The keys of all services in a project.</summary>
    public static ValueTask<List<ServiceKeyRotation>> ListAsync(IDatabaseSession session, string projectId) =>
        session.QueryAsync(Select($"r.project_id = {projectId}"), Read);

    /// <summary>Notes that a rotation begins.</summary>
    public static async ValueTask StartAsync(ITransaction transaction, string projectId, string service, long total, long now) => await transaction.ExecuteAsync(
        $"""
        UPDATE kms_service_key_rotations SET last_rotation_at = {now}, total = {total}, done = 0, failed = 0, finished_at = NULL
        WHERE project_id = {projectId} AND service = {service}
        """);

    /// <summary>Notes that some more rows are done.</summary>
    public static async ValueTask AddDoneAsync(ITransaction transaction, string projectId, string service, int count) => await transaction.ExecuteAsync(
        $"UPDATE kms_service_key_rotations SET done = done + {count} WHERE project_id = {projectId} AND service = {service}");

    /// <summary>Notes that a rotation is done with all rows. What came and went meanwhile is in the total from now on.</summary>
    public static async ValueTask FinishAsync(ITransaction transaction, string projectId, string service, int failed, long now) => await transaction.ExecuteAsync(
        $"""
        UPDATE kms_service_key_rotations SET failed = {failed}, total = done + {failed}, finished_at = {now}
        WHERE project_id = {projectId} AND service = {service}
        """);

    private static Sql Select(Sql condition) =>
        $"""
        SELECT r.service, MAX(k.term), COUNT(*), r.created_at, r.last_rotation_at, r.next_rotation_at, r.total, r.done, r.failed, r.finished_at
        FROM kms_service_key_rotations r JOIN kms_service_keys k ON k.project_id = r.project_id AND k.service = r.service
        WHERE {condition}
        GROUP BY r.service, r.created_at, r.last_rotation_at, r.next_rotation_at, r.total, r.done, r.failed, r.finished_at
        ORDER BY r.service
        """;

    private static ServiceKeyRotation Read(DbDataReader row) => new(
        row.GetString(0), (int)row.GetInt64(1), (int)row.GetInt64(2), row.GetInt64(3),
        row.IsDBNull(4) ? null : row.GetInt64(4), row.GetInt64(5) == 0 ? null : row.GetInt64(5),
        row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.IsDBNull(9) ? null : row.GetInt64(9));
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Scrubbing;

namespace Haneul.Security.Kms.Versions;

/// <summary>
/// Moves versions through their life within the transaction of a call or job that holds the lock of the key: the version's row, the counts on the row of its
/// key, the job of its destruction, and its material.
/// </summary>
internal sealed class KeyVersionMoves(IJobs jobs, TimeProvider time)
{
    /// <summary>Deactivates a version; the error if it is not active.</summary>
    public static async ValueTask<Error?> DeactivateAsync(ITransaction transaction, string projectId, string keyId, int version) =>
        await MoveAsync(transaction, projectId, keyId, version, KeyVersionLife.Deactivate);

    /// <summary>Schedules the destruction of a version that is not destroyed, in place of an earlier schedule. From now on the version cannot be used.</summary>
    public async ValueTask<Error?> ScheduleAsync(ITransaction transaction, Call call, string keyId, int version, DateTimeOffset destructionAt)
    {
        var projectId = call.ProjectId;
        var refusal = await MoveAsync(transaction, projectId, keyId, version, KeyVersionLife.Schedule, UnixTime.ToMicroseconds(destructionAt));
        if (refusal is null)
        {
            await jobs.ScheduleAsync(
                transaction, DestroyKeyVersionJob.JobKind, DestroyKeyVersionJob.JobId(projectId, keyId, version), destructionAt, JobStarter.Of(call).ToText());
        }

        return refusal;
    }

    /// <summary>Takes a schedule back. The version is again what it was before.</summary>
    public async ValueTask<Error?> CancelAsync(ITransaction transaction, string projectId, string keyId, int version)
    {
        var refusal = await MoveAsync(transaction, projectId, keyId, version, KeyVersionLife.Cancel);
        if (refusal is null)
        {
            await jobs.CancelAsync(transaction, DestroyKeyVersionJob.JobKind, DestroyKeyVersionJob.JobId(projectId, keyId, version));
        }

        return refusal;
    }

    /// <summary>Destroys a version whose destruction is scheduled: its material leaves the table now and the files soon.</summary>
    public async ValueTask<Error?> DestroyAsync(ITransaction transaction, string projectId, string keyId, int version)
    {
        var refusal = await MoveAsync(transaction, projectId, keyId, version, KeyVersionLife.Destroy);
        if (refusal is null)
        {
            await transaction.ExecuteAsync($"DELETE FROM kms_key_material WHERE project_id = {projectId} AND key_id = {keyId} AND version = {version}");
            await DestroyedMaterial.PlanScrubAsync(jobs, transaction, time);
        }

        return refusal;
    }

    private static async ValueTask<Error?> MoveAsync(
        ITransaction transaction, string projectId, string keyId, int version, string action, long? destructionAt = null)
    {
        var columns = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT status, resumed_status FROM kms_key_versions WHERE project_id = {projectId} AND key_id = {keyId} AND version = {version}",
            static row => new Columns(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
        if (columns is null)
        {
            return KmsErrors.UnknownVersion.With(version);
        }

        var from = KeyVersionLife.StateOf(columns.Status, columns.Resumed);
        if (!KeyVersionLife.Table.Allows(from, action, out var to))
        {
            return KeyVersionErrors.NotPossible.With(version, KeyVersionLife.Describe(from), action);
        }

        // What was destroyed leaves nothing behind that it could be told by, so its public half goes too.
        var (status, resumed) = KeyVersionLife.ToColumns(to);
        await transaction.ExecuteAsync(
            $"""
            UPDATE kms_key_versions
            SET status = {status}, resumed_status = {resumed}, destruction_at = {destructionAt}, public_key = CASE WHEN {to == KeyVersionState.Destroyed} = 1 THEN NULL ELSE public_key END
            WHERE project_id = {projectId} AND key_id = {keyId} AND version = {version}
            """);
        await transaction.ExecuteAsync(
            $"""
            UPDATE kms_keys
            SET version_count = version_count - {Count(to, KeyVersionState.Destroyed)},
                active_version_count = active_version_count - {Count(from, KeyVersionState.Active)} + {Count(to, KeyVersionState.Active)}
            WHERE project_id = {projectId} AND id = {keyId}
            """);
        return null;
    }

    private static long Count(KeyVersionState state, KeyVersionState counted) => state == counted ? 1 : 0;

    private sealed record Columns(string Status, string? Resumed);
}

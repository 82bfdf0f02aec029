using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Scrubbing;
using Haneul.Security.SecretsManager.Values.Pinning;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>
/// Makes steps in the lives of versions within a transaction that holds their secret (<see cref="SecretAccess.HoldAsync(ITransaction, string, string)"/>): the version, the
/// counts of the secret, the job that destroys and what observers keep change together.
/// </summary>
internal sealed class VersionMoves(IJobs jobs, SecretObservers observers, TimeProvider time)
{
    /// <summary>Makes the same step of versions of one secret. Each has an error of its own, which says why not and that nothing of it is changed; null for a success.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="call">The call; null for a job.</param>
    /// <param name="versions">The versions.</param>
    /// <param name="move">The step.</param>
    public async ValueTask<IReadOnlyList<Error?>> MakeAsync(ITransaction transaction, Call? call, IReadOnlyList<MovingVersion> versions, VersionMove move)
    {
        var errors = new List<Error?>(versions.Count);
        foreach (var version in versions)
        {
            errors.Add(await MakeAsync(transaction, call, version, move));
        }

        if (move.Action == VersionLifeCycle.Destroy && errors.Contains(null))
        {
            // Last and once: on PostgreSQL destructions wait here for each other.
            await DestroyedMaterial.PlanScrubAsync(jobs, transaction, time);
        }

        return errors;
    }

    private async ValueTask<Error?> MakeAsync(ITransaction transaction, Call? call, MovingVersion version, VersionMove move)
    {
        var row = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT status, destruction_at FROM secrets_versions WHERE project_id = {version.ProjectId} AND secret_id = {version.SecretId} AND version = {version.Version}",
            static row => new Row(row.GetString(0), row.IsDBNull(1) ? null : row.GetInt64(1)));
        if (row is null)
        {
            return SecretErrors.UnknownVersion.With(version.Version);
        }

        var from = VersionLifeCycle.StateOf(row.Status, row.DestructionAt);
        if (!VersionLifeCycle.Table.Allows(from, move.Action, out var to))
        {
            return SecretErrors.VersionStateConflict.With(version.Version, VersionLifeCycle.NameOf(from), move.Action);
        }

        if (call is not null && to is (VersionState.Scheduled or VersionState.Destroyed) && await Pins.RefuseDestructionAsync(transaction, version) is { } pinned)
        {
            return pinned;
        }

        await StoreAsync(transaction, version, from, to, move.DestructionAt);
        await PlanAsync(transaction, call, version, from, move.DestructionAt);
        await observers.TellAsync(transaction, call, new SecretChange(version.ProjectId, version.SecretId, version.SecretName, move.ChangeKind, version.Version));
        return null;
    }

    private static async ValueTask StoreAsync(ITransaction transaction, MovingVersion version, VersionState from, VersionState to, long? destructionAt)
    {
        var isDestroyed = to == VersionState.Destroyed;
        var ciphertext = isDestroyed ? (Sql)$"NULL" : $"ciphertext";
        await transaction.ExecuteAsync(
            $"""
            UPDATE secrets_versions SET status = {VersionLifeCycle.StatusOf(to)}, destruction_at = {destructionAt}, ciphertext = {ciphertext}
            WHERE project_id = {version.ProjectId} AND secret_id = {version.SecretId} AND version = {version.Version}
            """);
        if (isDestroyed)
        {
            await transaction.ExecuteAsync(
                $"DELETE FROM secrets_data_keys WHERE project_id = {version.ProjectId} AND secret_id = {version.SecretId} AND version = {version.Version}");
        }

        var destroyed = isDestroyed ? 1 : 0;
        var active = (to == VersionState.Active ? 1 : 0) - (from == VersionState.Active ? 1 : 0);
        await transaction.ExecuteAsync(
            $"""
            UPDATE secrets_secrets
            SET version_count = version_count - {destroyed}, active_version_count = active_version_count + {active}, changed_at = {version.Now}, changed_by = {version.ChangedBy}
            WHERE project_id = {version.ProjectId} AND id = {version.SecretId}
            """);
    }

    private async ValueTask PlanAsync(ITransaction transaction, Call? call, MovingVersion version, VersionState from, long? destructionAt)
    {
        var jobId = DestroyVersionJob.IdOf(version);
        if (destructionAt is { } due)
        {
            await jobs.ScheduleAsync(transaction, DestroyVersionJob.JobKind, jobId, UnixTime.FromMicroseconds(due), call is null ? "" : JobStarter.Of(call).ToText());
        }
        else if (from == VersionState.Scheduled && call is not null)
        {
            // A job that destroys takes itself off.
            await jobs.CancelAsync(transaction, DestroyVersionJob.JobKind, jobId);
        }
    }

    private sealed record Row(string Status, long? DestructionAt);
}

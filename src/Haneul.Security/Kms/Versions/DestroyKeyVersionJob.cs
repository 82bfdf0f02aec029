using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Versions;

/// <summary>Destroys a version when its time has come, if that is still wanted then. The state of the job is who asked for it.</summary>
internal sealed class DestroyKeyVersionJob(KeyVersionMoves moves, KeyMaterials materials, BackgroundEvents events, TimeProvider time) : IJobHandler
{
    public const string JobKind = "kms.destroy-key-version";

    public static readonly BackgroundRule Event =
        new(KmsModule.Descriptor, "Delete Key Version", "Key Version", TrailCategory.Project, JobKind, "at the time that was set for the destruction");

    /// <inheritdoc />
    public string Kind => JobKind;

    /// <summary>What the job of a version is about.</summary>
    public static string JobId(string projectId, string keyId, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{projectId}/{keyId}/{version}");

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var parts = run.Id.Split('/');
        var (projectId, keyId, version) = (parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
        await run.CommitAsync(async transaction =>
        {
            // A call that schedules or cancels has taken this lock before it touches the job, and this run the other way round. Where both meet at the same
            // instant PostgreSQL ends one of the two, which is then run again.
            await transaction.LockAsync(ProtectionKeys.LockName(keyId));
            var scheduled = await transaction.QueryFirstOrDefaultAsync(
                $"""
                SELECT k.name, v.destruction_at FROM kms_key_versions v JOIN kms_keys k ON k.project_id = v.project_id AND k.id = v.key_id
                WHERE v.project_id = {projectId} AND v.key_id = {keyId} AND v.version = {version} AND v.destruction_at IS NOT NULL
                """,
                static row => new Scheduled(row.GetString(0), row.GetInt64(1)));
            if (scheduled is null)
            {
                return JobStep.Done;
            }

            if (scheduled.DestructionAt > UnixTime.ToMicroseconds(time.GetUtcNow()))
            {
                return JobStep.Again(UnixTime.FromMicroseconds(scheduled.DestructionAt), run.State);
            }

            await moves.DestroyAsync(transaction, projectId, keyId, version);
            await events.RecordAsync(transaction, new BackgroundAction
            {
                Rule = Event,
                RequestId = run.RequestId,
                ProjectId = projectId,
                Starter = JobStarter.FromText(run.State),
                ResourceId = keyId,
                ResourceName = scheduled.KeyName,
                Facts = [new("version", version.ToString(CultureInfo.InvariantCulture))],
            });
            return JobStep.Done;
        });
        // After the commit, or a call in between would bring it back. Nobody could use it any more, but what is destroyed is not to lie in memory either.
        materials.Forget(projectId, keyId, version);
    }

    private sealed record Scheduled(string KeyName, long DestructionAt);
}

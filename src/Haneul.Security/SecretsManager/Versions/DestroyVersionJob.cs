using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Destroys a version at the time that was set for it. The state of the job is who asked for it.</summary>
internal sealed class DestroyVersionJob(VersionMoves moves, BackgroundEvents events, TimeProvider time) : IJobHandler
{
    public const string JobKind = "secrets.destroy-version";

    public static readonly BackgroundRule Event =
        new(SecretsManagerModule.Descriptor, "Delete Secret Version", "Secret Version", TrailCategory.Project, JobKind, "at the time that was set for the destruction");

    /// <inheritdoc />
    public string Kind => JobKind;

    /// <summary>The id of the job of a version.</summary>
    public static string IdOf(MovingVersion version) => IdOf(version.ProjectId, version.SecretId, version.Version);

    /// <summary>The same by the parts of the id.</summary>
    public static string IdOf(string projectId, string secretId, int version) => string.Create(CultureInfo.InvariantCulture, $"{projectId}/{secretId}/{version}");

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var parts = run.Id.Split('/');
        var (projectId, secretId, number) = (parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
        await run.CommitAsync(async transaction =>
        {
            await SecretAccess.HoldAsync(transaction, projectId, secretId);
            var now = UnixTime.ToMicroseconds(time.GetUtcNow());

            // Asked again under the lock: a destruction that was taken back or put off must not take place, whatever the job believes.
            var scheduled = await transaction.QueryFirstOrDefaultAsync(
                $"""
                SELECT s.name, v.destruction_at FROM secrets_secrets s JOIN secrets_versions v ON v.project_id = s.project_id AND v.secret_id = s.id
                WHERE s.project_id = {projectId} AND s.id = {secretId} AND v.version = {number} AND v.destruction_at IS NOT NULL
                """,
                static row => new Scheduled(row.GetString(0), row.GetInt64(1)));
            if (scheduled is null)
            {
                return JobStep.Done;
            }

            if (scheduled.DestructionAt > now)
            {
                // A clock that was set back meanwhile: the promise to destroy stays.
                return JobStep.Again(UnixTime.FromMicroseconds(scheduled.DestructionAt), run.State);
            }

            await DestroyAsync(transaction, run, new MovingVersion(projectId, secretId, scheduled.Name, number, now, SecretsManagerModule.Descriptor.DisplayName));
            return JobStep.Done;
        });
    }

    private async ValueTask DestroyAsync(ITransaction transaction, JobRun run, MovingVersion version)
    {
        if ((await moves.MakeAsync(transaction, call: null, [version], VersionMove.Destroy))[0] is { } refused)
        {
            throw new InvalidOperationException($"A version that waits for its destruction can't be destroyed: {refused.Code.Code}.");
        }

        await events.RecordAsync(transaction, new BackgroundAction
        {
            Rule = Event,
            RequestId = run.RequestId,
            ProjectId = version.ProjectId,
            Starter = JobStarter.FromText(run.State),
            ResourceId = version.SecretId,
            ResourceName = version.SecretName,
            Facts = [new("version", version.Version.ToString(CultureInfo.InvariantCulture))],
        });
    }

    private sealed record Scheduled(string Name, long DestructionAt);
}

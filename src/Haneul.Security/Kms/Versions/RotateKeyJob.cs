using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Kms.Versions;

/// <summary>
/// Makes the next version of a key when its time has come. A server that was down for several periods makes one version and not one for each. A key
/// without any active version was taken out of use and does not come back by itself.
/// </summary>
internal sealed partial class RotateKeyJob(
    IDatabase database, KeyMaterials materials, IRandomSource random, IdGenerator ids, BackgroundEvents events, TimeProvider time, ILogger<RotateKeyJob> logger)
    : IJobHandler
{
    public static readonly BackgroundRule Event =
        new(KmsModule.Descriptor, "Create Key Version", "Key Version", TrailCategory.Project, KeyRotationSchedule.JobKind, "when the rotation period of a key is over");

    private const int DaysUntilNextTryAtQuota = 1;

    /// <inheritdoc />
    public string Kind => KeyRotationSchedule.JobKind;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var (projectId, keyId) = KeyRotationSchedule.ParseJobId(run.Id);
        var key = await database.ReadAsync(session => KeyInRotation.FindAsync(session, projectId, keyId), cancellation);
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        if (key is not { RotationPeriod: { } period, NextRotationAt: { } dueAt })
        {
            await run.CommitAsync(_ => new(JobStep.Done));
        }
        else if (dueAt > now)
        {
            await run.CommitAsync(_ => new(JobStep.Again(UnixTime.FromMicroseconds(dueAt), "")));
        }
        else if (key.ActiveVersionCount == 0)
        {
            await CommitAsync(run, key, transaction => PostponeAsync(transaction, key, KeyRotationSchedule.NextRotationAt(now, period)));
        }
        else if (!key.HasRoom)
        {
            LogQuota(keyId, key.VersionCount);
            await CommitAsync(run, key, async transaction =>
            {
                await events.RecordAsync(transaction, ActionOf(run, key) with { Error = KeyVersionErrors.QuotaReached });
                return await PostponeAsync(transaction, key, KeyRotationSchedule.NextRotationAt(now, DaysUntilNextTryAtQuota));
            });
        }
        else
        {
            var version = await NewKeyVersion.MakeAsync(materials, random, ids, projectId, keyId, key.NextVersion, key.Spec, cancellation);
            await CommitAsync(run, key, async transaction =>
            {
                await events.RecordAsync(transaction, ActionOf(run, key) with { Facts = [new("version", key.NextVersion.ToString(CultureInfo.InvariantCulture))] });
                return await key.StoreNextAsync(transaction, version, now);
            });
        }
    }

    /// <summary>Stores a step that tells when the next rotation is due, unless the key has changed since it was read: then it is looked at again.</summary>
    private static ValueTask<bool> CommitAsync(JobRun run, KeyInRotation key, Func<ITransaction, ValueTask<long?>> work) => run.CommitAsync(async transaction =>
    {
        await transaction.LockAsync(ProtectionKeys.LockName(key.Id));
        if (await KeyInRotation.FindAsync(transaction, key.ProjectId, key.Id) != key)
        {
            return JobStep.Again(run.DueAt, "");
        }

        return await work(transaction) is { } next ? JobStep.Again(UnixTime.FromMicroseconds(next), "") : JobStep.Done;
    });

    private static async ValueTask<long?> PostponeAsync(ITransaction transaction, KeyInRotation key, long next)
    {
        await transaction.ExecuteAsync($"UPDATE kms_keys SET next_rotation_at = {next} WHERE project_id = {key.ProjectId} AND id = {key.Id}");
        return next;
    }

    private static BackgroundAction ActionOf(JobRun run, KeyInRotation key) => new()
    {
        Rule = Event,
        RequestId = run.RequestId,
        ProjectId = key.ProjectId,
        ResourceId = key.Id,
        ResourceName = key.Name,
    };

    [LoggerMessage(40, LogLevel.Warning, "Key {KeyId} was not rotated: it has {Count} versions that are not destroyed, and may not have more. Tomorrow it is tried again.")]
    private partial void LogQuota(string keyId, long count);
}

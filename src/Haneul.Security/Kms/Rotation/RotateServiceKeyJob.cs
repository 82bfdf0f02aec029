using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Rotation;

/// <summary>Rotates the key of a service in a project when its year is over.</summary>
internal sealed class RotateServiceKeyJob(IDatabase database, ServiceKeyRotator rotator, ServiceKeys keys, BackgroundEvents events, TimeProvider time) : IJobHandler
{
    public static readonly BackgroundRule Event =
        new(KmsModule.Descriptor, RotateServiceKey.EventName, "Key", TrailCategory.Project, ServiceKeySchedule.JobKind, "when the year of a service key is over");

    /// <inheritdoc />
    public string Kind => ServiceKeySchedule.JobKind;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var (projectId, service) = RotatedKey.Read(run.Id);
        var now = time.GetUtcNow();
        var total = await database.ReadAsync(session => rotator.CountAsync(session, projectId, service), cancellation);
        var next = ServiceKeySchedule.NextAfter(now);
        var stored = await run.CommitAsync(async transaction =>
        {
            var term = await rotator.StartAsync(transaction, projectId, service, total, now);
            await ServiceKeySchedule.NoteAsync(transaction, projectId, service, next);
            await events.RecordAsync(transaction, new BackgroundAction
            {
                Rule = Event,
                RequestId = run.RequestId,
                ProjectId = projectId,
                ResourceName = service,
                Facts = [new("term", term.ToString(CultureInfo.InvariantCulture))],
            });
            return JobStep.Again(next, "");
        });
        if (stored)
        {
            keys.Forget(projectId, service);
        }
    }
}

/// <summary>Begins rotations of service keys, by hand or by themselves.</summary>
internal sealed class ServiceKeyRotator(ServiceKeys keys, IEnumerable<IRewrappable> rewrappables, IJobs jobs)
{
    /// <summary>How many rows a rotation that begins now would have to re-wrap.</summary>
    public async ValueTask<long> CountAsync(IDatabaseSession session, string projectId, string service)
    {
        var total = 0L;
        foreach (var rewrappable in rewrappables.Where(rewrappable => string.Equals(rewrappable.Service, service, StringComparison.Ordinal)))
        {
            total += await rewrappable.CountAsync(session, projectId, int.MaxValue);
        }

        return total;
    }

    /// <summary>Adds a term, and plans that what is under the older ones is re-wrapped. <see cref="ServiceKeys.Forget"/> comes after the commit.</summary>
    public async ValueTask<int> StartAsync(ITransaction transaction, string projectId, string service, long total, DateTimeOffset now)
    {
        var term = await keys.AddTermAsync(transaction, projectId, service);
        await ServiceKeyRotation.StartAsync(transaction, projectId, service, total, UnixTime.ToMicroseconds(now));
        await jobs.ScheduleAsync(transaction, RewrapServiceJob.JobKind, RotatedKey.JobId(projectId, service), now);
        return term;
    }
}

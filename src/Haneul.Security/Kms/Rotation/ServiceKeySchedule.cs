using Haneul.Kernel.Crypto;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Versions;

namespace Haneul.Security.Kms.Rotation;

/// <summary>When service keys rotate by themselves: once a year at 00:00 in Korea, which nobody chooses (spec/secrets-and-kms.md 4.2: users do not change service keys).</summary>
internal sealed class ServiceKeySchedule(IJobs jobs, IEnumerable<IRewrappable> rewrappables)
{
    /// <summary>The kind of the job that rotates.</summary>
    public const string JobKind = "kms.rotate-service-key";

    /// <summary>Days between two rotations.</summary>
    public const int PeriodDays = 365;

    private const int PageSize = 500;

    private readonly HashSet<string> _services = rewrappables.Select(rewrappable => rewrappable.Service).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the key of a service can rotate: the service has said what it keeps under it.</summary>
    public bool Rotates(string service) => _services.Contains(service);

    /// <summary>Notes a key that is made in this transaction, and plans its first rotation.</summary>
    public async ValueTask BeginAsync(ITransaction transaction, string projectId, string service, DateTimeOffset now)
    {
        var isFirst = await transaction.ExecuteAsync($"""
            INSERT INTO kms_service_key_rotations (project_id, service, created_at, next_rotation_at, total, done, failed)
            VALUES ({projectId}, {service}, {UnixTime.ToMicroseconds(now)}, 0, 0, 0, 0)
            ON CONFLICT (project_id, service) DO NOTHING
            """) == 1;
        if (!isFirst)
        {
            // A new key beside data of the old one, which nobody can open any more, would hide the loss.
            throw new EnvelopeException("The service had a key, and it is gone from the database.");
        }

        await PlanAsync(transaction, projectId, service, NextAfter(now));
    }

    /// <summary>The rotation after one at an instant.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now) => UnixTime.FromMicroseconds(KeyRotationSchedule.NextRotationAt(UnixTime.ToMicroseconds(now), PeriodDays));

    /// <summary>Plans the next rotation of a key, in place of an earlier plan.</summary>
    public async ValueTask PlanAsync(ITransaction transaction, string projectId, string service, DateTimeOffset next)
    {
        if (Rotates(service))
        {
            await NoteAsync(transaction, projectId, service, next);
            await jobs.ScheduleAsync(transaction, JobKind, RotatedKey.JobId(projectId, service), next);
        }
    }

    /// <summary>Notes when the next rotation of a key is.</summary>
    public static async ValueTask NoteAsync(ITransaction transaction, string projectId, string service, DateTimeOffset next) => await transaction.ExecuteAsync(
        $"UPDATE kms_service_key_rotations SET next_rotation_at = {UnixTime.ToMicroseconds(next)} WHERE project_id = {projectId} AND service = {service}");

    /// <summary>Plans the rotations of keys that were made before there were any; at a start, when it finds none on most.</summary>
    public async ValueTask PlanMissingAsync(IDatabase database, DateTimeOffset now, CancellationToken cancellation)
    {
        (string ProjectId, string Service) after = ("", "");
        while (true)
        {
            var (projectId, service) = after;
            var keys = await database.ReadAsync(
                session => session.QueryAsync(
                    $"""
                    SELECT project_id, service FROM kms_service_key_rotations
                    WHERE next_rotation_at = 0 AND (project_id, service) > ({projectId}, {service}) ORDER BY project_id, service LIMIT {PageSize}
                    """,
                    static row => (row.GetString(0), row.GetString(1))),
                cancellation);
            if (keys.Count == 0)
            {
                return;
            }

            after = keys[^1];
            await database.WriteAsync(
                async transaction =>
                {
                    foreach (var (project, keyService) in keys)
                    {
                        await PlanAsync(transaction, project, keyService, NextAfter(now));
                    }

                    return 0;
                },
                cancellation);
        }
    }
}

/// <summary>The key of a service in a project as the id of a job.</summary>
internal static class RotatedKey
{
    public static string JobId(string projectId, string service) => $"{projectId}/{service}";

    public static (string ProjectId, string Service) Read(string jobId)
    {
        var slash = jobId.LastIndexOf('/');
        return (jobId[..slash], jobId[(slash + 1)..]);
    }
}

using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Versions;

/// <summary>When a key is rotated by itself, and the job that does it.</summary>
internal static class KeyRotationSchedule
{
    /// <summary>The kind of the job.</summary>
    public const string JobKind = "kms.rotate-key";

    // "At 00:00 on the due date" (spec/secrets-and-kms.md 4.4) is read as Korean time, which has had one offset and no summer time since 1988.
    private static readonly TimeSpan Korea = TimeSpan.FromHours(9);

    /// <summary>00:00 in Korea on the day that many days after today's, in microseconds since the Unix epoch.</summary>
    public static long NextRotationAt(long now, int periodDays)
    {
        var today = UnixTime.FromMicroseconds(now).ToOffset(Korea).Date;
        return UnixTime.ToMicroseconds(new DateTimeOffset(today.AddDays(periodDays), Korea));
    }

    /// <summary>Plans the next rotation, in place of an earlier plan; null takes the plan back.</summary>
    public static ValueTask PlanAsync(IJobs jobs, ITransaction transaction, string projectId, string keyId, long? nextRotationAt) => nextRotationAt is { } dueAt
        ? jobs.ScheduleAsync(transaction, JobKind, JobId(projectId, keyId), UnixTime.FromMicroseconds(dueAt))
        : jobs.CancelAsync(transaction, JobKind, JobId(projectId, keyId));

    /// <summary>The key that a job is about.</summary>
    public static (string ProjectId, string KeyId) ParseJobId(string id)
    {
        var parts = id.Split('/');
        return (parts[0], parts[1]);
    }

    private static string JobId(string projectId, string keyId) => $"{projectId}/{keyId}";
}

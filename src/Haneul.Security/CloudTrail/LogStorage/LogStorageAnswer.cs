using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>How the log storage of a project is shown.</summary>
internal static class LogStorageAnswer
{
    /// <summary>The state as it is now.</summary>
    public static async ValueTask<LogStorageResponse> ReadAsync(IDatabaseSession session, IJobs jobs, string projectId)
    {
        if (await LogTarget.FindAsync(session, projectId) is not { } target)
        {
            return new LogStorageResponse(new Wire.CloudTrail.LogStorage { Enabled = false, Folder = false, IncludeOrganisationEvents = false });
        }

        var streams = await LogStream.ListAsync(session, projectId);
        var job = await jobs.FindAsync(session, StoreLogsJob.JobKind, projectId);
        return new LogStorageResponse(new Wire.CloudTrail.LogStorage
        {
            Enabled = true,
            Folder = target.Bucket is null,
            IncludeOrganisationEvents = streams.Exists(static stream => stream.Category == Kernel.Audit.TrailCategory.Organisation),
            Bucket = target.Bucket is { } bucket ? new LogStorageBucket(bucket.Endpoint, bucket.Region, bucket.Name, bucket.AccessKeyId) : null,
            IntervalMinutes = target.IntervalMinutes,
            Format = target.Format,
            EnabledAt = UnixTime.ToWire(target.EnabledAt),
            UpdatedAt = UnixTime.ToWire(target.UpdatedAt),
            NextWriteAt = job is null ? null : UnixTime.ToWire(job.DueAt),
            LastWriteAt = target.LastWriteAt is { } written ? UnixTime.ToWire(written) : null,
            LastObject = target.LastObject,
            LastError = target.LastError is { } code ? ErrorOf(LogStorageFailure.Of(code), target.LastErrorAt!.Value) : null,
        });
    }

    /// <summary>A failure as it is shown.</summary>
    public static LogStorageError ErrorOf(LogStorageFailure failure, long time) => new(failure.Code, failure.Message, UnixTime.ToWire(time));
}

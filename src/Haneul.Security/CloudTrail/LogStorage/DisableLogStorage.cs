using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Ends log storage and forgets bucket and key (spec/iam-and-trail.md section 6.4). What is stored stays; what is not yet is not stored any more.</summary>
internal static class DisableLogStorage
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "DisableLogStorage",
        LogStoragePermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("DisableLogStorage"), "Archive"),
        LogStorageErrors.NotEnabled);

    public static async ValueTask<Outcome<NoContent>> HandleAsync(Call call, QueryFields query, IDatabase database, IJobs jobs)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var projectId = call.ProjectId;
        return await call.WriteAsync<NoContent>(database, async transaction =>
        {
            await transaction.LockAsync("trail-log-target/" + projectId);
            if (await LogTarget.FindAsync(transaction, projectId) is not { } target)
            {
                return LogStorageErrors.NotEnabled;
            }

            call.Trail.ResourceName = target.Bucket?.Name;
            await jobs.CancelAsync(transaction, StoreLogsJob.JobKind, projectId);
            await LogTarget.RemoveAsync(transaction, projectId);
            return Outcome.NoContent();
        });
    }
}

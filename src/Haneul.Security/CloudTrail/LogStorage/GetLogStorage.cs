using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Shows where the events of the project are stored, and how that goes.</summary>
internal static class GetLogStorage
{
    public static readonly Operation Operation = new(
        "cloud-trail", "GetLogStorage", LogStoragePermissions.Read, TrailRule.Project(EventNames.FromOperationId("GetLogStorage"), "Archive"));

    public static async ValueTask<Outcome<LogStorageResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, IJobs jobs) => query.Check() is { } wrongQuery
        ? wrongQuery
        : await database.ReadAsync(session => LogStorageAnswer.ReadAsync(session, jobs, call.ProjectId), call.Context.RequestAborted);
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>
/// Has the events of the project stored, or changes where and how. The first objects are written at the next full hour (spec/iam-and-trail.md section 6.4), then at every interval.
/// Positions stay when settings change, so that nothing is stored twice or left out.
/// </summary>
internal static class SetLogStorage
{
    private const int FirstWriteMinutes = 60;

    public static readonly Operation Operation = new(
        "cloud-trail",
        "SetLogStorage",
        LogStoragePermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("SetLogStorage"), "Archive"),
        TrailErrors.OrganisationEventsRefused);

    public static async ValueTask<Outcome<LogStorageResponse>> HandleAsync(
        Call call, JsonBody body, QueryFields query, HaneulOptions options, IDatabase database, BucketSecrets secrets, IJobs jobs, IdGenerator ids)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(fields => LogStorageRequest.Read(fields, options), out var request, out var wrongBody))
        {
            return wrongBody;
        }

        // Where the events of a project or an organisation go is what its auditors look for; the name of a bucket alone does not tell whose it is.
        call.Trail.ResourceName = request.Bucket?.Name;
        call.Trail.AddFact("target", request.Bucket?.Endpoint ?? "folder");
        call.Trail.AddFact("include_organisation_events", request.IncludesOrganisation ? "true" : "false");

        // Asked of everybody who leaves it switched on: else who may not read those events could send them to a bucket of their own.
        if (request.IncludesOrganisation && !LogStoragePermissions.MayStoreOrganisationEvents(call.Caller))
        {
            return TrailErrors.OrganisationEventsRefused;
        }

        var projectId = call.ProjectId;
        var envelope = request is { Bucket: { } bucket, Secret: { } secret } ? await secrets.SealAsync(projectId, bucket, secret, call.Context.RequestAborted) : null;
        return await call.WriteAsync<LogStorageResponse>(database, async transaction =>
        {
            await transaction.LockAsync("trail-log-target/" + projectId);
            var before = await LogTarget.FindAsync(transaction, projectId);
            var kept = request.Bucket is not null && request.Bucket == before?.Bucket ? before.Secret : null;
            if (request.Bucket is not null && envelope is null && kept is null)
            {
                return Error.FromProblems([new("log_storage.bucket.secret_access_key", "is required, unless endpoint, region, name and access_key_id stay as they are")]);
            }

            var now = UnixTime.ToMicroseconds(call.Now);
            var target = new LogTarget
            {
                ProjectId = projectId,
                DomainId = call.Caller.ProjectDomainId!,
                Bucket = request.Bucket,
                Secret = envelope ?? kept,
                IntervalMinutes = request.IntervalMinutes,
                Format = request.Format,
                EnabledAt = now,
                UpdatedAt = now,
            };
            // What an earlier attempt could not store is tried at once: the settings may be right now. The job comes first, as in its own transactions.
            var streams = await LogStream.ListAsync(transaction, projectId);
            var isCut = streams.Exists(stream => stream.CutAt is not null && (request.IncludesOrganisation || stream.Category == TrailCategory.Project));
            var due = isCut ? call.Now : StoreLogsJob.NextAfter(call.Now, before is null ? FirstWriteMinutes : request.IntervalMinutes);
            await jobs.ScheduleAsync(transaction, StoreLogsJob.JobKind, projectId, due);
            await transaction.ExecuteAsync(target.Store());
            await SetStreamsAsync(transaction, projectId, streams, request.IncludesOrganisation, ids);
            return await LogStorageAnswer.ReadAsync(transaction, jobs, projectId);
        });
    }

    /// <summary>Begins and ends streams as wanted.</summary>
    private static async ValueTask SetStreamsAsync(ITransaction transaction, string projectId, List<LogStream> streams, bool includesOrganisation, IdGenerator ids)
    {
        if (!streams.Exists(static stream => stream.Category == TrailCategory.Project))
        {
            await LogStream.BeginAsync(transaction, projectId, TrailCategory.Project, ids.NewHexId());
        }

        var storesOrganisation = streams.Exists(static stream => stream.Category == TrailCategory.Organisation);
        if (includesOrganisation && !storesOrganisation)
        {
            await LogStream.BeginAsync(transaction, projectId, TrailCategory.Organisation, ids.NewHexId());
        }
        else if (!includesOrganisation && storesOrganisation)
        {
            await LogStream.EndAsync(transaction, projectId, TrailCategory.Organisation);
        }
    }
}

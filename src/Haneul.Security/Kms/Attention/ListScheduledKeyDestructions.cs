using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;
using Haneul.Security.Kms.Versions;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Attention;

/// <summary>
/// Lists the versions of the project's keys that are going to be destroyed, soonest first. Those of keys that access control keeps from the caller are left out, as their
/// versions are everywhere else.
/// </summary>
internal static class ListScheduledKeyDestructions
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListScheduledKeyDestructions",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListScheduledKeyDestructions"), "Key Version"));

    public static async ValueTask<Outcome<ListScheduledKeyDestructionsResponse>> HandleAsync(
        Call call, QueryFields query, IDatabase database, UserKeys keys, PageCursors cursors, IJobs jobs)
    {
        var list = $"{Operation.Name}/{call.ProjectId}";
        var asked = cursors.Read(query, list);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListScheduledKeyDestructionsResponse>>(
            async session =>
            {
                var rows = await session.QueryAsync(
                    Statement(keys.Admits(call), call.ProjectId, asked.After, asked.Limit + 1),
                    static row => new Row(row.GetInt64(0), row.GetString(1), (int)row.GetInt64(2), row.GetString(3)));
                var (page, next) = cursors.Cut(rows, asked, list, static row => new PagePosition(row.At, row.KeyId, row.Version));
                var starters = (await jobs.ListAsync(session, DestroyKeyVersionJob.JobKind, [.. page.Select(row => row.JobIdIn(call.ProjectId))]))
                    .ToDictionary(static job => job.Id, static job => JobStarter.FromText(job.State), StringComparer.Ordinal);
                return new ListScheduledKeyDestructionsResponse([.. page.Select(row => row.ToWire(starters.GetValueOrDefault(row.JobIdIn(call.ProjectId))))], next);
            },
            call.Context.RequestAborted);
    }

    /// <summary>The rows after a position.</summary>
    internal static Sql Statement(Sql admits, string projectId, PagePosition after, int limit) =>
        $"""
        SELECT v.destruction_at, v.key_id, v.version, k.name {From(admits, projectId)} AND (v.destruction_at, v.key_id, v.version) > ({after.At}, {after.Id}, {after.Number})
        ORDER BY v.destruction_at, v.key_id, v.version LIMIT {limit}
        """;

    /// <summary>What is going to be destroyed, as far as the caller may see it: versions <c>v</c> of keys <c>k</c>.</summary>
    internal static Sql From(Sql admits, string projectId) =>
        // CROSS keeps SQLite from going through all keys first: it knows nothing of how few versions there are to find.
        $"""
        FROM kms_key_versions v CROSS JOIN kms_keys k
        WHERE k.project_id = v.project_id AND k.id = v.key_id AND v.project_id = {projectId} AND v.destruction_at IS NOT NULL AND {admits}
        """;

    private sealed record Row(long At, string KeyId, int Version, string KeyName)
    {
        public string JobIdIn(string projectId) => DestroyKeyVersionJob.JobId(projectId, KeyId, Version);

        public ScheduledKeyDestruction ToWire(JobStarter? starter) => new(
            KeyId, KeyName, Version, UnixTime.ToWire(At), starter is null ? null : new(starter.UserId, starter.UserName));
    }
}

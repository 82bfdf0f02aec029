using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Versions;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Attention;

/// <summary>
/// Lists the versions of the project that are going to be destroyed, soonest first. Those of secrets that access control keeps from the caller are left out, as their
/// versions are everywhere else.
/// </summary>
internal static class ListScheduledSecretDestructions
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListScheduledSecretDestructions",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListScheduledSecretDestructions"), "Secret Version"));

    public static async ValueTask<Outcome<ListScheduledSecretDestructionsResponse>> HandleAsync(
        Call call, QueryFields query, IDatabase database, SecretAccess access, PageCursors cursors, IJobs jobs)
    {
        var list = $"{Operation.Name}/{call.ProjectId}";
        var asked = cursors.Read(query, list);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListScheduledSecretDestructionsResponse>>(
            async session =>
            {
                var rows = await session.QueryAsync(
                    Statement(access.Admits(call), call.ProjectId, asked.After, asked.Limit + 1),
                    static row => new Row(row.GetInt64(0), row.GetString(1), (int)row.GetInt64(2), row.GetString(3)));
                var (page, next) = cursors.Cut(rows, asked, list, static row => new PagePosition(row.At, row.SecretId, row.Version));
                var starters = (await jobs.ListAsync(session, DestroyVersionJob.JobKind, [.. page.Select(row => row.JobIdIn(call.ProjectId))]))
                    .ToDictionary(static job => job.Id, static job => JobStarter.FromText(job.State), StringComparer.Ordinal);
                return new ListScheduledSecretDestructionsResponse([.. page.Select(row => row.ToWire(starters.GetValueOrDefault(row.JobIdIn(call.ProjectId))))], next);
            },
            call.Context.RequestAborted);
    }

    /// <summary>The rows after a position.</summary>
    internal static Sql Statement(Sql admits, string projectId, PagePosition after, int limit) =>
        $"""
        SELECT v.destruction_at, v.secret_id, v.version, s.name {From(admits, projectId)} AND (v.destruction_at, v.secret_id, v.version) > ({after.At}, {after.Id}, {after.Number})
        ORDER BY v.destruction_at, v.secret_id, v.version LIMIT {limit}
        """;

    /// <summary>What is going to be destroyed, as far as the caller may see it: versions <c>v</c> of secrets <c>s</c>.</summary>
    internal static Sql From(Sql admits, string projectId) =>
        // CROSS keeps SQLite from going through all secrets first: it knows nothing of how few versions there are to find.
        $"""
        FROM secrets_versions v CROSS JOIN secrets_secrets s
        WHERE s.project_id = v.project_id AND s.id = v.secret_id AND v.project_id = {projectId} AND v.destruction_at IS NOT NULL AND {admits}
        """;

    private sealed record Row(long At, string SecretId, int Version, string SecretName)
    {
        public string JobIdIn(string projectId) => DestroyVersionJob.IdOf(projectId, SecretId, Version);

        public ScheduledSecretDestruction ToWire(JobStarter? starter) => new(
            SecretId, SecretName, Version, UnixTime.ToWire(At), starter is null ? null : new(starter.UserId, starter.UserName));
    }
}

using System.Runtime.InteropServices;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Makes the words of secrets that are older than the search, a few at a time.</summary>
internal sealed class SearchCatchUp(IDatabase database, IJobs jobs, TimeProvider time) : IJobHandler, IHostedService
{
    private const int SliceSize = 100;

    /// <inheritdoc />
    public string Kind => "secrets.index";

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(HasMoreAsync, cancellationToken))
        {
            await database.WriteAsync(PlanAsync, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var hasMore = true;
        while (hasMore && !cancellation.IsCancellationRequested)
        {
            var isKept = await run.CommitAsync(async transaction =>
            {
                await IndexSliceAsync(transaction);
                hasMore = await HasMoreAsync(transaction);
                return hasMore ? JobStep.Again(time.GetUtcNow(), "") : JobStep.Done;
            });
            if (!isKept)
            {
                return;
            }
        }
    }

    private static async ValueTask IndexSliceAsync(ITransaction transaction)
    {
        var slice = await transaction.QueryAsync(
            $"SELECT project_id, secret_id FROM secrets_unindexed ORDER BY project_id, secret_id LIMIT {SliceSize}",
            static row => new Unindexed(row.GetString(0), row.GetString(1)));
        foreach (var (projectId, secretId) in slice)
        {
            await SearchObserver.StoreAsync(transaction, projectId, secretId);
            await transaction.ExecuteAsync($"DELETE FROM secrets_unindexed WHERE project_id = {projectId} AND secret_id = {secretId}");
        }
    }

    private static async ValueTask<bool> HasMoreAsync(IDatabaseSession session) =>
        await session.QueryFirstOrDefaultAsync($"SELECT 1 FROM secrets_unindexed LIMIT 1", static row => row.GetInt64(0)) != 0;

    private async ValueTask<bool> PlanAsync(ITransaction transaction)
    {
        await jobs.ScheduleAsync(transaction, Kind, "all", time.GetUtcNow());
        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Unindexed(string ProjectId, string SecretId);
}

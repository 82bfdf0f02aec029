using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>Takes changes out of the database that nobody can ask for any more, a few at a time so that no call waits for it.</summary>
internal sealed partial class ChangeSweep(IDatabase database, HaneulOptions options, TimeProvider time, ILogger<ChangeSweep> logger) : PeriodicService(time, Period)
{
    private const int SliceSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Removes what is older than the retention.</summary>
    internal Task SweepAsync() => RunNowAsync();

    /// <inheritdoc />
    protected override ILogger Log => logger;

    /// <inheritdoc />
    protected override async ValueTask RunRoundAsync()
    {
        while (IsStarted && await SweepSliceAsync())
        {
            // One transaction each.
        }
    }

    /// <summary>Removes one slice; false when there is no more.</summary>
    private async ValueTask<bool> SweepSliceAsync()
    {
        var latest = UnixTime.ToMicroseconds(Time.GetUtcNow() - options.SecretChangeRetention);
        var ends = await database.ReadAsync(session => session.QueryAsync(
            $"""
            SELECT project_id, MAX(number) FROM (SELECT project_id, number FROM secrets_changes WHERE changed_at <= {latest} ORDER BY changed_at LIMIT {SliceSize}) old
            GROUP BY project_id
            """,
            static row => (ProjectId: row.GetString(0), Number: row.GetInt64(1))));
        foreach (var (projectId, number) in ends)
        {
            // The mark goes first and with the rows: whoever asks for what is being removed is told that it is gone.
            await database.WriteAsync(async transaction =>
            {
                await transaction.ExecuteAsync($"UPDATE secrets_change_numbers SET swept = {number} WHERE project_id = {projectId} AND swept < {number}");
                return await transaction.ExecuteAsync($"DELETE FROM secrets_changes WHERE project_id = {projectId} AND number <= {number}");
            });
        }

        return ends.Count > 0;
    }

    [LoggerMessage(321, LogLevel.Warning, "Old changes of secrets could not be removed; the next round tries again.")]
    protected override partial void LogUnavailable(StorageUnavailableException exception);
}

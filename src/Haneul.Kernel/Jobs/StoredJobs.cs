using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Jobs;

/// <summary>Plans jobs in the table, and tells the worker of this process.</summary>
internal sealed class StoredJobs(JobSignal signal) : IJobs
{
    private static readonly Sql Columns = $"kind, id, due_at, state, attempts, last_error, parked";

    private static readonly Func<DbDataReader, JobStatus> Read = static row => new(
        row.GetString(0), row.GetString(1), UnixTime.FromMicroseconds(row.GetInt64(2)), row.GetString(3), (int)row.GetInt64(4),
        row.IsDBNull(5) ? null : row.GetString(5), row.GetInt64(6) == 1);

    /// <inheritdoc />
    public async ValueTask ScheduleAsync(ITransaction transaction, string kind, string id, DateTimeOffset dueAt, string state = "")
    {
        // A lease stays: as long as the run that holds it is there, another must not begin.
        await transaction.ExecuteAsync($"""
            INSERT INTO jobs (kind, id, due_at, state, attempts, held_until, generation, parked)
            VALUES ({kind}, {id}, {UnixTime.ToMicroseconds(dueAt)}, {state}, 0, 0, 1, 0)
            ON CONFLICT (kind, id) DO UPDATE SET due_at = excluded.due_at, state = excluded.state, attempts = 0, last_error = NULL, parked = 0,
                held_until = CASE WHEN jobs.lease_owner IS NULL THEN 0 ELSE jobs.held_until END, generation = jobs.generation + 1
            """);
        signal.Give(dueAt);
    }

    /// <inheritdoc />
    public async ValueTask CancelAsync(ITransaction transaction, string kind, string id) =>
        await transaction.ExecuteAsync($"DELETE FROM jobs WHERE kind = {kind} AND id = {id}");

    /// <inheritdoc />
    public ValueTask<JobStatus?> FindAsync(IDatabaseSession session, string kind, string id) => session.QueryFirstOrDefaultAsync(
        $"SELECT {Columns} FROM jobs WHERE kind = {kind} AND id = {id}", Read);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<JobStatus>> ListAsync(IDatabaseSession session, string kind, IReadOnlyCollection<string> ids) => ids.Count == 0
        ? []
        : await session.QueryAsync($"SELECT {Columns} FROM jobs WHERE kind = {kind} AND id IN ({JobTable.List(ids)})", Read);
}

/// <summary>Carries the word that a job was planned from whoever planned it to the worker of the same process.</summary>
internal sealed class JobSignal
{
    private Action<DateTimeOffset>? _listener;

    /// <summary>Names the one who listens.</summary>
    public void Listen(Action<DateTimeOffset> listener) => _listener = listener;

    /// <summary>A job was planned for an instant. Its transaction is not committed yet and may never be.</summary>
    public void Give(DateTimeOffset dueAt) => _listener?.Invoke(dueAt);
}

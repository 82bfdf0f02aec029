using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.Jobs;

/// <summary>One process on a database of jobs: a worker with a clock of its own and handlers that the test gives.</summary>
internal sealed class JobNode : IAsyncDisposable
{
    public JobNode(IDatabase database, params IJobHandler[] handlers)
    {
        Database = database;
        var signal = new JobSignal();
        Jobs = new StoredJobs(signal);
        Worker = new JobWorker(handlers, database, signal, Metrics, new IdGenerator(new SystemRandomSource(), TimeProvider.System), Time, Log);
    }

    public ManualTimeProvider Time { get; } = new();

    public IDatabase Database { get; }

    public IJobs Jobs { get; }

    public JobWorker Worker { get; }

    public JobMetrics Metrics { get; } = new();

    public CollectedLog Log { get; } = new();

    /// <summary>Plans a job in a transaction of its own.</summary>
    public async Task ScheduleAsync(string kind, string id, TimeSpan? after = null, string state = "") =>
        await Database.WriteAsync(async tx =>
        {
            await Jobs.ScheduleAsync(tx, kind, id, Time.GetUtcNow() + (after ?? TimeSpan.Zero), state);
            return 0;
        });

    public async Task CancelAsync(string kind, string id) =>
        await Database.WriteAsync(async tx =>
        {
            await Jobs.CancelAsync(tx, kind, id);
            return 0;
        });

    public Task<JobStatus?> FindAsync(string kind, string id) => Database.ReadAsync(db => Jobs.FindAsync(db, kind, id)).AsTask();

    public Task RunDueAsync() => Worker.RunDueAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        Metrics.Dispose();
    }
}

/// <summary>A handler whose work is a function of the test.</summary>
internal sealed class ScriptedHandler(Func<JobRun, CancellationToken, Task> work, string kind = ScriptedHandler.DefaultKind, int mostAtOnce = int.MaxValue) : IJobHandler
{
    public const string DefaultKind = "test.chore";

    public string Kind => kind;

    public int MostAtOnce => mostAtOnce;

    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation) => await work(run, cancellation);
}

/// <summary>A log that keeps what it is told.</summary>
internal sealed class CollectedLog : ILogger<JobWorker>
{
    private readonly Lock _lock = new();
    private readonly List<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _lines.Add((logLevel, formatter(state, exception)));
        }
    }
}

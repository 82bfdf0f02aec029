using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.ApiTests.Jobs;

/// <summary>A fresh database of jobs and a table in which they leave their traces, for the suites that prove both engines alike.</summary>
public abstract class JobContract(DatabaseEngine engine) : IAsyncLifetime
{
    protected const string Kind = ScriptedHandler.DefaultKind;

    private readonly List<JobNode> _nodes = [];

    protected TestDatabase Test { get; private set; } = null!;

    protected IDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Test = await TestDatabase.CreateAsync(engine);
        Database = await Test.OpenAsync();
        await Migrator.MigrateAsync(Database, [JobServices.Migrations], TimeProvider.System);
        await Database.WriteAsync(tx => tx.ExecuteAsync($"CREATE TABLE traces (number {SqlToken.Identity}, text TEXT NOT NULL) {SqlToken.Strict}"));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        if (Test is not null)
        {
            await Test.DisposeAsync();
        }
    }

    internal JobNode Node(params IJobHandler[] handlers)
    {
        var node = new JobNode(Database, handlers);
        _nodes.Add(node);
        return node;
    }

    internal JobNode Node(Func<JobRun, CancellationToken, Task> run) => Node(new ScriptedHandler(run));

    /// <summary>A handler that leaves a trace and is done.</summary>
    internal static async Task TraceAsync(JobRun run, CancellationToken cancellation) => await run.CommitAsync(tx => LeaveAsync(tx, run.Id + run.State, JobStep.Done));

    /// <summary>Leaves a trace in the transaction of a step.</summary>
    internal static async ValueTask<JobStep> LeaveAsync(ITransaction transaction, string text, JobStep step)
    {
        await transaction.ExecuteAsync($"INSERT INTO traces (text) VALUES ({text})");
        return step;
    }

    /// <summary>What the jobs have left, in order.</summary>
    protected async Task<List<string>> TracesAsync() =>
        await Database.ReadAsync(db => db.QueryAsync($"SELECT text FROM traces ORDER BY number", static row => row.GetString(0)));

    protected async Task<long> CountAsync() =>
        await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM jobs", static row => row.GetInt64(0)));
}

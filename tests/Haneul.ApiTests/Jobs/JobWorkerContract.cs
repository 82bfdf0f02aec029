using System.Threading.Channels;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Jobs;

/// <summary>A worker that has been started runs jobs by itself.</summary>
public abstract class JobWorkerContract(DatabaseEngine engine) : JobContract(engine)
{
    private readonly Channel<string> _ran = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task A_started_worker_runs_a_job_when_the_clock_reaches_it()
    {
        var node = Node(RunAsync);
        await node.Worker.StartAsync(TestContext.Current.CancellationToken);
        await node.ScheduleAsync(Kind, "a", TimeSpan.FromHours(3));

        // The first look of all may still be under way, and sets the timer when it is over.
        await node.RunDueAsync();
        node.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal("a", await NextAsync());
    }

    [Fact]
    public async Task A_job_that_is_due_at_once_is_found_by_the_period_at_the_latest()
    {
        var node = Node(RunAsync);
        await node.Worker.StartAsync(TestContext.Current.CancellationToken);
        for (var number = 0; number < 100; number++)
        {
            await node.ScheduleAsync(Kind, number.ToString());
            if (Database.Engine == DatabaseEngine.Postgres)
            {
                // The word of the plan may have come before its commit; the period is what counts there.
                await node.RunDueAsync();
            }

            Assert.Equal(number.ToString(), await NextAsync());
        }
    }

    [Fact]
    public async Task Jobs_planned_from_all_sides_while_others_run_are_all_run()
    {
        var node = Node(RunAsync);
        await node.Worker.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(side => Task.Run(async () =>
        {
            for (var number = 0; number < 25; number++)
            {
                await node.ScheduleAsync(Kind, $"{side}-{number}");
            }
        })));

        await node.RunDueAsync();

        Assert.Equal(200, (await TracesAsync()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Stopping_tells_a_run_and_leaves_its_job_free_for_the_next_process()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = Node(async (_, cancellation) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        });
        await node.ScheduleAsync(Kind, "a");
        var running = node.RunDueAsync();
        await begun.Task;

        await node.Worker.StopAsync(TestContext.Current.CancellationToken);
        await running;

        Assert.Equal(0, (await node.FindAsync(Kind, "a"))!.Attempts);
        await Node(TraceAsync).RunDueAsync();
        Assert.Equal(["a"], await TracesAsync());
    }

    [Fact]
    public async Task A_slow_job_keeps_no_other_waiting()
    {
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = Node(async (run, cancellation) =>
        {
            if (run.Id == "slow")
            {
                await mayGoOn.Task.WaitAsync(cancellation);
            }

            await RunAsync(run, cancellation);
        });
        await node.ScheduleAsync(Kind, "slow", TimeSpan.FromSeconds(-1));
        await node.ScheduleAsync(Kind, "quick");
        var running = node.RunDueAsync();

        Assert.Equal("quick", await NextAsync());
        mayGoOn.SetResult();
        await running;
        Assert.Equal("slow", await NextAsync());
    }

    [Fact]
    public async Task A_kind_of_which_only_some_may_run_at_once_keeps_no_other_kind_waiting_however_many_are_due()
    {
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (running, most) = (0, 0);
        var slow = new ScriptedHandler(
            async (run, cancellation) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                await mayGoOn.Task.WaitAsync(cancellation);
                Interlocked.Decrement(ref running);
                await TraceAsync(run, cancellation);
            },
            "test.slow",
            mostAtOnce: 2);
        var node = Node(slow, new ScriptedHandler(RunAsync));
        for (var number = 0; number < 10; number++)
        {
            await node.ScheduleAsync("test.slow", $"slow{number}", TimeSpan.FromMinutes(-1));
        }

        await node.ScheduleAsync(Kind, "quick");
        var due = node.RunDueAsync();

        Assert.Equal("quick", await NextAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        mayGoOn.SetResult();
        await due;
        Assert.Equal(2, most);
        Assert.Equal(11, (await TracesAsync()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, await CountAsync());
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    protected async Task<string> NextAsync() => await _ran.Reader.ReadAsync(TestContext.Current.CancellationToken);

    internal async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        await TraceAsync(run, cancellation);
        await _ran.Writer.WriteAsync(run.Id, cancellation);
    }
}

/// <summary>On SQLite, which one process has to itself.</summary>
public sealed class SqliteJobWorker() : JobWorkerContract(DatabaseEngine.Sqlite)
{
    [Fact]
    public async Task A_process_that_starts_takes_up_at_once_what_the_one_before_it_held()
    {
        var next = Node(RunAsync);
        await next.ScheduleAsync(Kind, "a");
        var heldUntil = UnixTime.ToMicroseconds(next.Time.GetUtcNow() + TimeSpan.FromSeconds(50));
        await Database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE jobs SET lease_owner = {"killed"}, held_until = {heldUntil}"));
        await next.RunDueAsync();
        Assert.Empty(await TracesAsync());

        await next.Worker.StartAsync(TestContext.Current.CancellationToken);
        await next.RunDueAsync();

        Assert.Equal(["a"], await TracesAsync());
    }
}

/// <summary>On PostgreSQL, where other processes plan jobs too.</summary>
public sealed class PostgresJobWorker() : JobWorkerContract(DatabaseEngine.Postgres)
{
    [Fact]
    public async Task A_job_that_another_process_planned_is_found_within_the_period()
    {
        var node = Node(RunAsync);
        await node.Worker.StartAsync(TestContext.Current.CancellationToken);
        await Node(TraceAsync).ScheduleAsync(Kind, "a");

        node.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a", await NextAsync());
    }
}

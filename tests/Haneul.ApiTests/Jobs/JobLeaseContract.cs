using Haneul.Kernel.Jobs;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Jobs;

/// <summary>One run at a time, and nothing kept of a run that is no longer wanted.</summary>
public abstract class JobLeaseContract(DatabaseEngine engine) : JobContract(engine)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Two_workers_on_one_database_run_each_job_once()
    {
        var (first, second) = (Node(TraceAsync), Node(TraceAsync));
        for (var number = 0; number < 300; number++)
        {
            await first.ScheduleAsync(Kind, number.ToString());
        }

        await Task.WhenAll(first.RunDueAsync(), second.RunDueAsync());

        Assert.Equal(Enumerable.Range(0, 300).Select(number => number.ToString()).Order(StringComparer.Ordinal), (await TracesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(300, first.Metrics.Succeeded + second.Metrics.Succeeded);
    }

    [Fact]
    public async Task A_worker_that_was_away_too_long_keeps_nothing_of_its_run()
    {
        bool? kept = null;
        var slow = Node(async (run, cancellation) =>
        {
            await WaitAsync(cancellation);
            kept = await run.CommitAsync(tx => LeaveAsync(tx, "slow", JobStep.Done));
        });
        var other = Node((run, _) => run.CommitAsync(tx => LeaveAsync(tx, "other", JobStep.Again(run.DueAt + TimeSpan.FromHours(1), "next"))).AsTask());
        await slow.ScheduleAsync(Kind, "a");
        var running = slow.RunDueAsync();
        await _begun.Task;

        other.Time.Advance(TimeSpan.FromSeconds(59));
        await other.RunDueAsync();
        Assert.Empty(await TracesAsync());
        other.Time.Advance(TimeSpan.FromSeconds(2));
        await other.RunDueAsync();
        _mayGoOn.SetResult();
        await running;

        Assert.False(kept);
        Assert.Equal(["other"], await TracesAsync());
        Assert.Equal(new JobStatus(Kind, "a", slow.Time.GetUtcNow() + TimeSpan.FromHours(1), "next", 0, null, false), await slow.FindAsync(Kind, "a"));
    }

    [Fact]
    public async Task A_run_that_takes_long_keeps_its_lease()
    {
        var slow = Node(async (run, cancellation) =>
        {
            await WaitAsync(cancellation);
            await TraceAsync(run, cancellation);
        });
        var other = Node((run, _) => run.CommitAsync(tx => LeaveAsync(tx, "other", JobStep.Done)).AsTask());
        await slow.ScheduleAsync(Kind, "a");
        var running = slow.RunDueAsync();
        await _begun.Task;

        for (var round = 0; round < 6; round++)
        {
            var before = await HeldUntilAsync();
            slow.Time.Advance(TimeSpan.FromSeconds(20));
            while (await HeldUntilAsync() == before)
            {
                await Task.Yield();
            }
        }

        other.Time.Advance(TimeSpan.FromSeconds(170));
        await other.RunDueAsync();
        Assert.Empty(await TracesAsync());
        _mayGoOn.SetResult();
        await running;
        Assert.Equal(["a"], await TracesAsync());
    }

    [Fact]
    public async Task A_job_that_is_taken_back_while_it_runs_keeps_nothing_and_its_run_is_told()
    {
        bool? kept = null;
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = Node(async (run, cancellation) =>
        {
            await using var registration = cancellation.Register(told.SetResult);
            _begun.SetResult();
            await told.Task;
            kept = await run.CommitAsync(tx => LeaveAsync(tx, "a", JobStep.Done));
        });
        await node.ScheduleAsync(Kind, "a");
        var running = node.RunDueAsync();
        await _begun.Task;

        await node.CancelAsync(Kind, "a");
        node.Time.Advance(TimeSpan.FromSeconds(20));
        await running;

        Assert.False(kept);
        Assert.Empty(await TracesAsync());
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_job_that_is_planned_anew_while_it_runs_runs_again_when_that_run_is_over()
    {
        var kept = new List<bool>();
        var (now, most) = (0, 0);
        var node = Node(async (run, cancellation) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (run.State == "old")
            {
                await WaitAsync(cancellation);
            }

            kept.Add(await run.CommitAsync(tx => LeaveAsync(tx, run.State, JobStep.Done)));
            Interlocked.Decrement(ref now);
        });
        await node.ScheduleAsync(Kind, "a", state: "old");
        var running = node.RunDueAsync();
        await _begun.Task;

        await node.ScheduleAsync(Kind, "a", state: "new");
        _mayGoOn.SetResult();
        await running;

        Assert.Equal([false, true], kept);
        Assert.Equal(1, most);
        Assert.Equal(["new"], await TracesAsync());
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_job_that_plans_itself_anew_within_its_step_stays_planned()
    {
        JobNode? node = null;
        node = Node((run, _) => run.CommitAsync(async tx =>
        {
            await node!.Jobs.ScheduleAsync(tx, Kind, run.Id, run.DueAt + TimeSpan.FromDays(1), "again");
            return await LeaveAsync(tx, "a", JobStep.Done);
        }).AsTask());
        await node.ScheduleAsync(Kind, "a");

        await node.RunDueAsync();

        Assert.Equal(["a"], await TracesAsync());
        Assert.Equal("again", (await node.FindAsync(Kind, "a"))!.State);
        node.Time.Advance(TimeSpan.FromDays(1));
        await node.RunDueAsync();
        Assert.Equal(["a", "a"], await TracesAsync());
    }

    [Fact]
    public async Task A_worker_that_dies_between_two_steps_leaves_the_rest_to_another()
    {
        var dying = Node(async (run, cancellation) =>
        {
            await run.CommitAsync(tx => LeaveAsync(tx, "one", JobStep.Again(run.DueAt, "two")));
            await WaitAsync(cancellation);
        });
        var next = Node(async (run, _) => await run.CommitAsync(tx => LeaveAsync(tx, run.State, JobStep.Done)));
        await dying.ScheduleAsync(Kind, "a");
        var running = dying.RunDueAsync();
        await _begun.Task;

        await next.RunDueAsync();
        Assert.Equal(["one"], await TracesAsync());
        next.Time.Advance(TimeSpan.FromSeconds(61));
        await next.RunDueAsync();

        Assert.Equal(["one", "two"], await TracesAsync());
        _mayGoOn.SetResult();
        await running;
    }

    [Fact]
    public async Task Steps_that_are_due_at_once_go_on_in_one_run()
    {
        var runs = 0;
        var node = Node(async (run, _) =>
        {
            runs++;
            while (await run.CommitAsync(tx => LeaveAsync(tx, run.State, run.State.Length == 3 ? JobStep.Done : JobStep.Again(run.DueAt, run.State + "i"))))
            {
                // Until there is no step any more: then nothing is kept.
            }
        });
        await node.ScheduleAsync(Kind, "a", state: "i");

        await node.RunDueAsync();

        Assert.Equal(1, runs);
        Assert.Equal(["i", "ii", "iii"], await TracesAsync());
    }

    [Fact]
    public async Task A_clock_that_was_wrong_for_a_while_holds_no_job_up()
    {
        var wrong = Node(async (_, cancellation) => await WaitAsync(cancellation));
        wrong.Time.Advance(TimeSpan.FromDays(3650));
        await wrong.ScheduleAsync(Kind, "a", TimeSpan.FromDays(-3650));
        var running = wrong.RunDueAsync();
        await _begun.Task;

        var right = Node(TraceAsync);
        await right.RunDueAsync();

        Assert.Equal(["a"], await TracesAsync());
        _mayGoOn.SetResult();
        await running;
    }

    [Fact]
    public async Task A_clock_that_jumps_does_not_let_a_process_run_a_job_beside_itself()
    {
        var runs = 0;
        var node = Node(async (run, cancellation) =>
        {
            runs++;
            await WaitAsync(cancellation);
            await TraceAsync(run, cancellation);
        });
        await node.ScheduleAsync(Kind, "a");
        var running = node.RunDueAsync();
        await _begun.Task;
        await Database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE jobs SET held_until = 1"));

        // Another pass looks while the first still runs.
        var again = node.RunDueAsync();
        await node.ScheduleAsync("test.marker", "b");
        _mayGoOn.SetResult();
        await running;
        await again;

        Assert.Equal(1, runs);
        Assert.Equal(["a"], await TracesAsync());
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        _begun.TrySetResult();
        await _mayGoOn.Task.WaitAsync(cancellation);
    }

    private async Task<long> HeldUntilAsync() =>
        await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT held_until FROM jobs", static row => row.GetInt64(0)));
}

/// <summary>On SQLite.</summary>
public sealed class SqliteJobLeases() : JobLeaseContract(DatabaseEngine.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresJobLeases() : JobLeaseContract(DatabaseEngine.Postgres);

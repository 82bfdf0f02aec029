using Haneul.Kernel.Jobs;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.Jobs;

/// <summary>When jobs run, and what becomes of those that fail.</summary>
public abstract class JobPlanningContract(DatabaseEngine engine) : JobContract(engine)
{
    [Fact]
    public async Task A_job_runs_when_it_is_due_and_not_before_and_then_is_gone()
    {
        var node = Node(TraceAsync);
        await node.ScheduleAsync(Kind, "a", TimeSpan.FromDays(7));

        node.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await node.RunDueAsync();
        Assert.Empty(await TracesAsync());

        node.Time.Advance(TimeSpan.FromSeconds(1));
        await node.RunDueAsync();
        await node.RunDueAsync();
        Assert.Equal(["a"], await TracesAsync());
        Assert.Null(await node.FindAsync(Kind, "a"));
        Assert.Equal(1, node.Metrics.Succeeded);
    }

    [Fact]
    public async Task A_plan_whose_transaction_is_given_up_was_never_made()
    {
        var node = Node(TraceAsync);
        await Database.WriteAsync(async tx =>
        {
            await node.Jobs.ScheduleAsync(tx, Kind, "a", node.Time.GetUtcNow());
            tx.RollBack();
            return 0;
        });

        await node.RunDueAsync();

        Assert.Equal(0, await CountAsync());
        Assert.Empty(await TracesAsync());
    }

    [Fact]
    public async Task Planning_a_job_again_moves_it_and_taking_it_back_ends_it()
    {
        var node = Node(TraceAsync);
        await node.ScheduleAsync(Kind, "a", TimeSpan.Zero, "first");
        await node.ScheduleAsync(Kind, "a", TimeSpan.FromHours(1), "second");
        await node.ScheduleAsync(Kind, "b");
        await node.CancelAsync(Kind, "b");

        await node.RunDueAsync();
        Assert.Empty(await TracesAsync());
        Assert.Equal(new JobStatus(Kind, "a", node.Time.GetUtcNow() + TimeSpan.FromHours(1), "second", 0, null, false), await node.FindAsync(Kind, "a"));

        node.Time.Advance(TimeSpan.FromHours(1));
        await node.RunDueAsync();
        Assert.Equal(["asecond"], await TracesAsync());
    }

    [Fact]
    public async Task A_kind_that_nobody_handles_is_left_alone_and_keeps_nothing_else_waiting()
    {
        var node = Node(TraceAsync);
        await node.ScheduleAsync("test.unknown", "a", TimeSpan.FromHours(-1));
        await node.ScheduleAsync(Kind, "b");

        await node.RunDueAsync();

        Assert.Equal(["b"], await TracesAsync());
        Assert.Equal(new JobStatus("test.unknown", "a", node.Time.GetUtcNow() - TimeSpan.FromHours(1), "", 0, null, false), await node.FindAsync("test.unknown", "a"));
    }

    [Fact]
    public async Task A_job_that_fails_is_tried_after_pauses_that_grow_and_then_parked_without_its_message_being_kept()
    {
        var attempts = new List<int>();
        var planned = new HashSet<DateTimeOffset>();
        var node = Node((run, _) =>
        {
            attempts.Add(run.Attempt);
            planned.Add(run.DueAt);
            throw new FormatException("canary-4711");
        });
        await node.ScheduleAsync(Kind, "a", state: "begun");
        var due = node.Time.GetUtcNow();
        var pauses = new List<double>();

        for (var attempt = 1; attempt <= 20; attempt++)
        {
            await node.RunDueAsync();
            Assert.Equal(attempt, attempts.Count);
            Assert.Equal(new JobStatus(Kind, "a", due, "begun", attempt, nameof(FormatException), attempt == 20), await node.FindAsync(Kind, "a"));

            var seconds = Math.Min(600, Math.Pow(2, attempt - 1));
            pauses.Add(seconds);
            node.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            await node.RunDueAsync();
            Assert.Equal(attempt, attempts.Count);
            node.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await node.RunDueAsync();
        node.Time.Advance(TimeSpan.FromDays(30));
        await node.RunDueAsync();
        Assert.Equal(Enumerable.Range(1, 20), attempts);
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600], pauses.Take(11));
        Assert.Equal([due], planned);
        Assert.Equal((20, 1), (node.Metrics.Failed, node.Metrics.Parked));
        Assert.Single(node.Log.Lines, line => line.Level == LogLevel.Critical && line.Text.Contains(Kind, StringComparison.Ordinal));
        Assert.DoesNotContain(node.Log.Lines, line => line.Text.Contains("canary", StringComparison.Ordinal));

        await node.ScheduleAsync(Kind, "a");
        await node.RunDueAsync();
        Assert.Equal(1, attempts[^1]);
        Assert.False((await node.FindAsync(Kind, "a"))!.IsParked);
    }

    [Fact]
    public async Task A_failure_keeps_nothing_of_its_step_and_a_step_that_is_kept_begins_the_count_anew()
    {
        var runs = 0;
        var node = Node(async (run, _) =>
        {
            runs++;
            if (run.State == "")
            {
                await run.CommitAsync(async tx => runs < 3 ? throw new InvalidOperationException() : await LeaveAsync(tx, "one", JobStep.Again(run.DueAt, "two")));
            }

            await run.CommitAsync(async tx =>
            {
                var step = await LeaveAsync(tx, "two", JobStep.Done);
                return runs < 4 ? throw new InvalidOperationException() : step;
            });
        });
        await node.ScheduleAsync(Kind, "a");

        await node.RunDueAsync();
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await node.RunDueAsync();
        Assert.Equal(2, (await node.FindAsync(Kind, "a"))!.Attempts);
        node.Time.Advance(TimeSpan.FromSeconds(2));
        await node.RunDueAsync();

        Assert.Equal(["one"], await TracesAsync());
        Assert.Equal(("two", 1), (await node.FindAsync(Kind, "a")) is { } status ? (status.State, status.Attempts) : default);
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await node.RunDueAsync();
        Assert.Equal(["one", "two"], await TracesAsync());
    }

    [Fact]
    public async Task A_run_that_stores_nothing_is_a_failure_and_not_an_endless_loop()
    {
        var node = Node((_, _) => Task.CompletedTask);
        await node.ScheduleAsync(Kind, "a");

        await node.RunDueAsync();

        Assert.Equal((1, "NoStepStored"), (await node.FindAsync(Kind, "a")) is { } status ? (status.Attempts, status.LastError) : default);
    }

    [Fact]
    public async Task A_store_out_of_reach_is_no_attempt_of_the_job()
    {
        var runs = 0;
        var node = Node(async (run, cancellation) =>
        {
            if (++runs < 30)
            {
                throw new StorageUnavailableException("gone");
            }

            await TraceAsync(run, cancellation);
        });
        await node.ScheduleAsync(Kind, "a");

        for (var round = 0; round < 30; round++)
        {
            await node.RunDueAsync();
            node.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["a"], await TracesAsync());
        Assert.Equal(0, node.Metrics.Failed);
    }

    [Fact]
    public async Task Steps_that_are_due_later_wait_and_carry_their_state()
    {
        var node = Node(async (run, _) => await run.CommitAsync(tx => LeaveAsync(
            tx, run.State, run.State == "3" ? JobStep.Done : JobStep.Again(run.DueAt + TimeSpan.FromDays(1), (int.Parse(run.State) + 1).ToString()))));
        await node.ScheduleAsync(Kind, "a", state: "1");

        await node.RunDueAsync();
        Assert.Equal(["1"], await TracesAsync());
        node.Time.Advance(TimeSpan.FromDays(10));
        await node.RunDueAsync();
        Assert.Equal(["1", "2", "3"], await TracesAsync());
    }

    [Fact]
    public async Task Ten_thousand_due_jobs_drain()
    {
        var node = Node(TraceAsync);
        await Database.WriteAsync(async tx =>
        {
            for (var number = 0; number < 10_000; number++)
            {
                await node.Jobs.ScheduleAsync(tx, Kind, number.ToString(), node.Time.GetUtcNow());
            }

            return 0;
        });

        await node.RunDueAsync();

        Assert.Equal(0, await CountAsync());
        Assert.Equal(10_000, (await TracesAsync()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(10_000, node.Metrics.Succeeded);
    }

    /// <summary>How the engine claims one of many jobs that are due.</summary>
    protected async Task<List<string>> PlanAsync(string explain, int column)
    {
        var now = TimeProvider.System.GetUtcNow();
        return await Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync($"""
                WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 10000)
                INSERT INTO jobs (kind, id, due_at, state, attempts, held_until, generation, parked)
                SELECT {Kind}, CAST(number AS TEXT), 1, '', 0, 0, 1, 0 FROM numbers
                """);
            Sql statement = $"";
            statement.AppendLiteral(explain);
            statement.AppendFormatted(JobTable.Claim(JobTable.List([Kind]), ["live"], "owner", now));
            return await tx.QueryAsync(statement, row => row.GetString(column));
        });
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteJobPlanning() : JobPlanningContract(DatabaseEngine.Sqlite)
{
    [Fact]
    public async Task A_claim_walks_the_index_of_due_jobs() =>
        Assert.Contains(await PlanAsync("EXPLAIN QUERY PLAN ", 3), static step => step.Contains("USING INDEX jobs_due", StringComparison.Ordinal));
}

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresJobPlanning() : JobPlanningContract(DatabaseEngine.Postgres)
{
    [Fact]
    public async Task A_claim_walks_the_index_of_due_jobs_and_sorts_none_before_there_are_figures_of_the_table()
    {
        var plan = await PlanAsync("EXPLAIN ", 0);

        Assert.Contains(plan, static step => step.Contains("Index Scan using jobs_due", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, static step => step.Contains("Sort", StringComparison.Ordinal));
    }
}

using System.Collections.Concurrent;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Jobs;

/// <summary>Rounds that go wrong are told, and others follow.</summary>
public sealed class PeriodicSweepTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private int _rounds;
    private int _unavailable;

    [Fact]
    public async Task A_round_that_fails_by_a_bug_is_logged_and_the_next_one_runs()
    {
        await using var sweep = Sweep(static () => throw new InvalidOperationException("a bug of the round"));
        sweep.Start();

        _time.Advance(Period);
        _time.Advance(Period);

        Assert.Equal(2, _rounds);
        Assert.Equal(2, _lines.Count(static line => line.StartsWith("Error ", StringComparison.Ordinal) && line.Contains("a bug of the round", StringComparison.Ordinal)));
        Assert.Equal(0, _unavailable);
    }

    [Fact]
    public async Task A_round_without_the_database_is_told_as_that_and_as_no_bug()
    {
        await using var sweep = Sweep(static () => throw new StorageUnavailableException("away"));
        sweep.Start();

        _time.Advance(Period);

        Assert.Equal(1, _unavailable);
        Assert.Empty(_lines);
    }

    [Fact]
    public async Task A_round_that_meets_the_end_of_the_server_is_no_bug()
    {
        await using var sweep = Sweep(static () => throw new ObjectDisposedException("database"));
        sweep.Start();

        _time.Advance(Period);

        Assert.Equal(1, _rounds);
        Assert.Empty(_lines);
    }

    [Fact]
    public async Task Whoever_asks_for_a_round_is_told_itself_that_it_failed()
    {
        await using var sweep = Sweep(static () => throw new InvalidOperationException("a bug of the round"));

        await Assert.ThrowsAsync<InvalidOperationException>(sweep.RunAsync);

        Assert.Empty(_lines);
    }

    private PeriodicSweep Sweep(Action round) => new(
        _time, Period,
        () =>
        {
            _rounds++;
            round();
            return ValueTask.CompletedTask;
        },
        new LogCollector(_lines), _ => _unavailable++);
}

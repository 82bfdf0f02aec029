using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Haneul.Wire.CloudTrail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>Each event comes into the outbox once for each rule that it fits, whatever happens on the way.</summary>
public abstract class NotificationMatchingContract(DatabaseEngine engine) : NotificationContract(engine)
{
    private const string Nowhere = "http://127.0.0.1:1/";

    [Fact]
    public async Task Each_event_is_in_the_outbox_once_however_many_processes_look()
    {
        await using var one = await NewNodeAsync();
        await using var other = await NewNodeAsync();
        var all = await AddRuleAsync(one, Nowhere);
        var none = await AddRuleAsync(one, Nowhere, "none", new NotificationPattern { Results = [EventResults.Failed] });
        for (var round = 0; round < 4; round++)
        {
            await HappenAsync(150);
            await Task.WhenAll(
                Task.Run(async () => await one.Matcher.MatchAsync()), Task.Run(async () => await other.Matcher.MatchAsync()),
                Task.Run(async () => await one.Matcher.MatchAsync()), Task.Run(async () => await other.Matcher.MatchAsync()));
        }

        Assert.Equal(await SequencesAsync(), (await RowsAsync(all)).Select(row => row.Sequence));
        Assert.Equal(600, (await RowsAsync(all)).Count);
        Assert.Empty(await RowsAsync(none));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"event_names":7}""")]
    public async Task A_pattern_that_was_damaged_in_the_database_fits_nothing_and_keeps_no_other_rule_from_being_compared(string pattern)
    {
        await using var node = await NewNodeAsync();
        var damaged = await AddRuleAsync(node, Nowhere, "damaged");
        var rule = await AddRuleAsync(node, Nowhere);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_notification_rules SET pattern = {pattern} WHERE id = {damaged.Id}"));
        await HappenAsync();

        await node.Matcher.MatchAsync();

        Assert.Single(await RowsAsync(rule));
        Assert.Empty(await RowsAsync(damaged));
    }

    [Fact]
    public async Task What_a_crash_takes_back_is_compared_again()
    {
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, Nowhere);
        await HappenAsync(20);
        await using var crashing = new NotificationMatcher(new CrashingDatabase(node.Database), node.Outbox, Time, NullLogger<NotificationMatcher>.Instance);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await crashing.MatchAsync());
        Assert.Empty(await RowsAsync(rule));
        await ReopenAsync();
        await using var next = await NewNodeAsync();
        await next.Matcher.MatchAsync();

        Assert.Equal(await SequencesAsync(), (await RowsAsync(rule)).Select(row => row.Sequence));
    }

    [Fact]
    public async Task Events_of_every_chain_are_compared_and_those_not_sealed_wait()
    {
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, Nowhere);
        await HappenAsync(3);
        await Trail.AppendAsync(NewEvent(Now), CancellationToken.None);
        await node.Matcher.MatchAsync();
        Assert.Equal(3, (await RowsAsync(rule)).Count);

        await Chain.SealAsync();
        await node.Matcher.MatchAsync();
        Assert.Equal(await SequencesAsync(), (await RowsAsync(rule)).Select(row => row.Sequence));
    }

    [Fact]
    public async Task Without_a_rule_nothing_is_compared_and_the_first_one_begins_at_the_end()
    {
        await using var node = await NewNodeAsync();
        await HappenAsync(5);
        await node.Matcher.MatchAsync();
        Assert.Equal(0, await PositionAsync());
        Assert.Null(await NeededFromAsync());

        await Database.WriteAsync(async transaction =>
        {
            await MatchingPositions.SkipWhileIdleAsync(transaction);
            return true;
        });
        var rule = await AddRuleAsync(node, Nowhere);
        Assert.Equal(5, await PositionAsync());
        await HappenAsync(2);

        // Until they are compared they are needed.
        Assert.Equal(5, await NeededFromAsync());
        await node.Matcher.MatchAsync();
        Assert.Equal(7, await NeededFromAsync());
        Assert.Equal(2, (await RowsAsync(rule)).Count);
    }

    [Fact]
    public async Task Events_from_before_a_rule_are_none_of_its_business()
    {
        await using var node = await NewNodeAsync();
        await HappenAsync(2);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        var rule = await AddRuleAsync(node, Nowhere, activeSince: Now);
        await HappenAsync(1);

        await node.Matcher.MatchAsync();

        Assert.Equal((await SequencesAsync())[2..], (await RowsAsync(rule)).Select(row => row.Sequence));
    }

    [Fact]
    public async Task When_too_many_wait_for_a_rule_further_events_are_counted_and_passed_over()
    {
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, Nowhere);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO trail_deliveries (project_id, rule_id, id, sequence, state, attempts, due_at, created_at)
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 9998)
            SELECT {Project}, {rule.Id}, 'filling-' || number, -number, 0, 0, {Now}, {Now} FROM numbers
            """));
        await HappenAsync(5);

        await node.Matcher.MatchAsync();

        Assert.Equal(10_000, (await RowsAsync(rule)).Count);
        Assert.Equal(3, (await ReadAsync(rule)).Skipped);
    }

    private ValueTask<long> PositionAsync() => Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"SELECT number FROM trail_notification_positions WHERE chain_id = 1", static row => row.GetInt64(0)));

    /// <summary>A database whose process ends before it commits anything.</summary>
    private sealed class CrashingDatabase(IDatabase inner) : IDatabase
    {
        public DatabaseEngine Engine => inner.Engine;

        public ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default) => inner.ReadAsync(work, cancellation);

        public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default) => inner.WriteAsync<T>(
            async transaction =>
            {
                await work(transaction);
                throw new StorageUnavailableException("The process ended.");
            },
            cancellation);

        public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => inner.AppendAsync(work, cancellation);

        public ValueTask ProbeAsync(CancellationToken cancellation = default) => inner.ProbeAsync(cancellation);
    }

    private ValueTask<long?> NeededFromAsync() => Database.ReadAsync(session => new MatchedEvents().ExportedThroughAsync(session, 1));
}

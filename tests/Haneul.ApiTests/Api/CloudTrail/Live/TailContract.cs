using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Live;

/// <summary>The process reads every chain once, each as far as it is decided.</summary>
public abstract class TailContract(DatabaseEngine engine) : TrailContract(engine)
{
    [Fact]
    public async Task Of_its_own_chain_it_gives_what_is_decided_and_nothing_behind_what_is_under_way()
    {
        var tail = NewTail(out var stream);
        using var open = stream;
        var start = await tail.JoinAsync(CancellationToken.None);
        await Trail.AppendAsync(NewEvent() with { Id = "first" }, CancellationToken.None);
        var writing = new TaskCompletionSource();
        var recorded = new TaskCompletionSource();

        // A transaction that has its number and is not at its end. SQLite has one writer, which it would keep.
        if (Database.Engine == DatabaseEngine.Postgres)
        {
            var change = Database.WriteAsync(async transaction =>
            {
                await Trail.RecordAsync(transaction, NewEvent() with { Id = "second" });
                recorded.TrySetResult();
                await writing.Task;
                return true;
            }).AsTask();
            await recorded.Task;
            await Trail.AppendAsync(NewEvent() with { Id = "third" }, CancellationToken.None);
            await tail.LookAsync();
            Assert.Equal(["first"], TakeAll(tail, start.Serial));
            writing.SetResult();
            await change;
        }
        else
        {
            await Trail.AppendAsync(NewEvent() with { Id = "second" }, CancellationToken.None);
            await Trail.AppendAsync(NewEvent() with { Id = "third" }, CancellationToken.None);
        }

        await tail.LookAsync();
        Assert.Equal(["first", "second", "third"], TakeAll(tail, start.Serial));
    }

    [Fact]
    public async Task Of_another_chain_it_gives_what_is_sealed_and_each_chain_in_the_order_of_its_numbers()
    {
        await Trail.AppendAsync(NewEvent(), CancellationToken.None);
        var tail = NewTail(out var stream);
        using var open = stream;
        var start = await tail.JoinAsync(CancellationToken.None);
        var other = new ChainMaker(Database, Keys, 2);
        await other.AddAsync(250, 5);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_chains SET sealed_through = 120 WHERE id = 2"));

        await tail.LookAsync();
        Assert.Equal(Enumerable.Range(1, 120).Select(number => EventPlace.Of(2, number)), TakePlaces(tail, start.Serial));
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_chains SET sealed_through = 250 WHERE id = 2"));
        await Trail.AppendAsync(NewEvent(), CancellationToken.None);
        await tail.LookAsync();

        var places = TakePlaces(tail, start.Serial);
        Assert.Equal(Enumerable.Range(1, 250).Select(number => EventPlace.Of(2, number)), places.Where(place => EventPlace.ChainOf(place) == 2));
        Assert.Equal([EventPlace.Of(1, 2)], places.Where(place => EventPlace.ChainOf(place) == 1));
        Assert.Equal("1.2,2.250", (await tail.JoinAsync(CancellationToken.None)).Position.ToString());
    }

    [Fact]
    public async Task It_keeps_some_thousand_events_and_says_so_to_who_comes_for_earlier_ones()
    {
        await Trail.AppendAsync(NewEvent(), CancellationToken.None);
        var tail = NewTail(out var stream);
        using var open = stream;
        var start = await tail.JoinAsync(CancellationToken.None);
        var other = new ChainMaker(Database, Keys, 2);
        await other.AddAsync(4_000, 5);
        await other.AddAsync(4_000, 5);
        await tail.LookAsync();

        Assert.False(tail.TryTake(start.Serial, out _, out _));
        var junction = await tail.JoinAsync(CancellationToken.None);
        Assert.True(tail.TryTake(junction.Serial, out var none, out _));
        Assert.Null(none);
        Assert.True(tail.TryTake(junction.Serial - 40, out var batch, out var hasMore));
        Assert.Equal((EventTail.BatchSize, true), (batch!.Events.Count, hasMore));
    }

    [Fact]
    public async Task When_nobody_follows_it_reads_nothing_and_later_begins_anew()
    {
        var tail = NewTail(out var stream);
        var start = await tail.JoinAsync(CancellationToken.None);
        stream.Dispose();
        await tail.LookAsync();
        await Trail.AppendAsync(NewEvent(), CancellationToken.None);
        await tail.LookAsync();

        Assert.False(tail.TryTake(start.Serial, out _, out _));
        using var next = tail.Streams.TryOpen(Project)!;
        Assert.Equal("1.1", (await tail.JoinAsync(CancellationToken.None)).Position.ToString());
    }

    private EventTail NewTail(out Kernel.Operations.Streams.OpenStream stream)
    {
        var tail = new EventTail(new TailReads(Database, Chain), TimeProvider.System, NullLogger<EventTail>.Instance);
        stream = tail.Streams.TryOpen(Project)!;
        return tail;
    }

    private static List<string> TakeAll(EventTail tail, long serial) => [.. Take(tail, serial).Select(item => item.Event.EventId)];

    private static List<long> TakePlaces(EventTail tail, long serial) => [.. Take(tail, serial).Select(item => EventPlace.Of(item.ChainId, item.Number))];

    private static List<TailEvent> Take(EventTail tail, long serial)
    {
        var events = new List<TailEvent>();
        while (true)
        {
            Assert.True(tail.TryTake(serial++, out var batch, out _));
            if (batch is null)
            {
                return events;
            }

            events.AddRange(batch.Events);
        }
    }
}

public sealed class SqliteTail() : TailContract(DatabaseEngine.Sqlite);

public sealed class PostgresTail() : TailContract(DatabaseEngine.Postgres);

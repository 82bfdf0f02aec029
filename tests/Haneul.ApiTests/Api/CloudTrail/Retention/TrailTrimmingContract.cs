using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Retention;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Retention;

/// <summary>What is old goes, from the oldest end, in small slices, and nothing else.</summary>
public abstract class TrailTrimmingContract(DatabaseEngine engine) : TrailContract(engine)
{
    private const long Old = 1_000;
    private const long CutOff = 5_000;
    private const long Young = 9_000;
    private const long OtherChain = 2;

    // The first number of an era is never given, so that it has one less.
    private const int FullEra = Era.Size - 1;

    private readonly FakeConsumer _consumer = new();
    private readonly FakeEraData _eraData = new();

    private WatchedDatabase Watched => field ??= new(Database);

    [Fact]
    public async Task A_full_era_that_is_old_goes_as_a_whole_in_small_slices_and_the_next_stays()
    {
        var chain = await BeginAsync();
        await chain.FillEraAsync(Old);
        await chain.AddAsync(300, Young);

        Assert.Equal(FullEra, await TrimAsync(CutOff));

        Assert.Equal((300, Era.Size, Era.Size + 299), await EventsAsync());
        var head = await chain.HeadAsync();
        Assert.True(head.IsGenuine(Keys));
        Assert.Equal((FullEra, 9, 8), (head.TrimmedThrough, head.Segment, head.TrimmedSegment));

        // What is left goes on from the code that the head has kept.
        var rest = Assert.Single(await SegmentsAsync());
        Assert.True(rest.IsGenuine(Keys, head.TrimmedCode));
        Assert.Equal([Era.Of(EventPlace.Of(OtherChain, 1))], _eraData.Removed);
        Assert.Equal(0, await TrimAsync(CutOff));

        // One transaction more for the mark, one for the segments, and those of the rows that went with the era.
        Assert.InRange(Watched.Changed.Max(), 1, TrailTrimming.SliceSize);
        Assert.InRange(Watched.Changed.Count, FullEra / TrailTrimming.SliceSize, (FullEra / TrailTrimming.SliceSize) + 10);
    }

    [Fact]
    public async Task A_full_era_with_one_event_that_is_young_stays_as_a_whole()
    {
        var chain = await BeginAsync();
        await chain.AddAsync(500, Old);
        await chain.AddAsync(1, CutOff);
        await chain.FillEraAsync(Old);

        Assert.Equal(0, await TrimAsync(CutOff));

        Assert.Equal((FullEra, 1, FullEra), await EventsAsync());
        Assert.Empty(_eraData.Removed);
    }

    [Fact]
    public async Task Of_an_era_that_is_not_full_the_segments_go_that_are_old()
    {
        var chain = await BeginAsync();
        await chain.AddAsync(500, Old);
        await chain.AddAsync(250, CutOff - 1);
        await chain.AddAsync(10, Young);
        await chain.AddAsync(10, Old);

        Assert.Equal(750, await TrimAsync(CutOff));

        // Behind the young ones nothing goes: the rest of a chain is kept without a gap.
        Assert.Equal((20, 751, 770), await EventsAsync());
        Assert.Equal(2, (await SegmentsAsync()).Count);
        Assert.Empty(_eraData.Removed);
    }

    [Fact]
    public async Task An_era_that_was_begun_to_be_removed_before_it_was_full_goes_on_as_a_whole()
    {
        var chain = await BeginAsync();
        await chain.AddAsync(500, Old);
        Assert.Equal(500, await TrimAsync(CutOff));
        await chain.FillEraAsync(CutOff);
        await chain.AddAsync(5, Young);

        Assert.Equal(0, await TrimAsync(CutOff));
        Assert.Equal(FullEra - 500, await TrimAsync(CutOff + 1));

        Assert.Equal((5, Era.Size, Era.Size + 4), await EventsAsync());
        Assert.Single(_eraData.Removed);
    }

    [Fact]
    public async Task A_chain_that_is_old_as_a_whole_leaves_its_head_alone()
    {
        var chain = await BeginAsync();
        await chain.AddAsync(700, Old);

        Assert.Equal(700, await TrimAsync(CutOff));

        var head = await chain.HeadAsync();
        Assert.True(head.IsGenuine(Keys));
        Assert.Equal((700, 700, 1, 1), (head.TrimmedThrough, head.SealedThrough, head.TrimmedSegment, head.Segment));
        Assert.Equal(head.SegmentCode, head.TrimmedCode);
        Assert.Empty(await SegmentsAsync());
        Assert.True(await chain.AddAsync(5, Young));
        Assert.Equal((5, 701, 705), await EventsAsync());
    }

    [Fact]
    public async Task Events_of_numbers_of_which_nobody_could_tell_stay_until_their_segment_is_old()
    {
        var chain = await BeginAsync();
        await chain.AddAsync(10, Young, unknownWhenSealed: Young);

        Assert.Equal(0, await TrimAsync(CutOff));
        await chain.FillEraAsync(Old);
        Assert.Equal(0, await TrimAsync(CutOff));
        Assert.Equal(FullEra, await TrimAsync(Young + 1));
    }

    [Fact]
    public async Task What_a_consumer_has_not_had_stays()
    {
        var chain = await BeginAsync();
        await chain.FillEraAsync(Old);
        await chain.AddAsync(100, Old);
        await chain.AddAsync(100, Old);

        _consumer.Through[OtherChain] = FullEra - 1;
        Assert.Equal(0, await TrimAsync(CutOff));
        _consumer.Through[OtherChain] = FullEra;
        Assert.Equal(FullEra, await TrimAsync(CutOff));
        _consumer.Through[OtherChain] = FullEra + 199;
        Assert.Equal(100, await TrimAsync(CutOff));
        _consumer.Through[OtherChain] = null;
        Assert.Equal(100, await TrimAsync(CutOff));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task What_a_process_that_is_killed_leaves_the_next_one_removes(int transactions)
    {
        var chain = await BeginAsync();
        await chain.AddAsync(2_000, Old);
        await chain.AddAsync(100, Young);
        Watched.Left = transactions;
        await Assert.ThrowsAsync<KilledException>(() => TrimAsync(CutOff));
        var head = await chain.HeadAsync();
        Assert.True(head.IsGenuine(Keys));
        Assert.Equal(2_000, head.TrimmedThrough);
        Watched.Left = int.MaxValue;

        // Also where the retention was switched off meanwhile: it says that these are gone.
        await TrimAsync(null);

        Assert.Equal((100, 2_001, 2_100), await EventsAsync());
        Assert.Single(await SegmentsAsync());
    }

    [Theory]
    [InlineData("UPDATE trail_segments SET last_time = 1 WHERE chain_id = 2 AND number = 2")]
    [InlineData("DELETE FROM trail_segments WHERE chain_id = 2 AND number = 2")]
    [InlineData("UPDATE trail_chains SET trimmed_through = 10 WHERE id = 2")]
    public async Task What_somebody_has_tampered_with_is_not_removed(string tampering)
    {
        var chain = await BeginAsync();
        await chain.AddAsync(100, Old);
        await chain.AddAsync(100, Young);
        await chain.AddAsync(100, Young);
        await chain.FillEraAsync(Old);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync(Text(tampering)));
        var head = await chain.HeadAsync();

        Assert.Equal(0, await TrimAsync(long.MaxValue));

        Assert.Equal(head.Code, (await chain.HeadAsync()).Code);
        Assert.Equal(head.TrimmedSegment, (await chain.HeadAsync()).TrimmedSegment);
    }

    [Fact]
    public async Task A_search_finds_what_is_left_and_the_chain_that_is_held_goes_on()
    {
        var chain = await BeginAsync();
        await chain.AddAsync(300, Old);
        await Trail.AppendAsync(NewEvent(Young) with { Id = "young" }, CancellationToken.None);
        await Chain.SealAsync();

        // The first event of the trail's own chain is young, too.
        Assert.Equal(300, await TrimAsync(CutOff));

        await Trail.AppendAsync(NewEvent(Young + 1) with { Id = "younger" }, CancellationToken.None);
        await Chain.SealAsync();
        Assert.Equal(["younger", "young"], await FindAsync(new EventQuery { Limit = 2, To = Young + 2 }));
        Assert.Equal(2, await TrimAsync(Young + 1));
        Assert.Equal(["younger"], await FindAsync(new EventQuery()));
        Assert.True((await Database.ReadAsync(session => ChainHead.FindAsync(session, 1)))!.IsGenuine(Keys));
    }

    private static Sql Text(string text)
    {
        Sql sql = $"";
        sql.AppendLiteral(text);
        return sql;
    }

    private async Task<ChainMaker> BeginAsync()
    {
        await Trail.AppendAsync(NewEvent(Young), CancellationToken.None);
        return new ChainMaker(Database, Keys, OtherChain);
    }

    private async Task<long> TrimAsync(long? cutOff) =>
        await new TrailTrimming(Watched, Keys, [_consumer], [_eraData], NullLogger<TrailTrimming>.Instance) { LongestPause = TimeSpan.Zero }
            .RunAsync(cutOff, TestContext.Current.CancellationToken);

    /// <summary>How many events the other chain has, and their first and last numbers.</summary>
    private async Task<(long Count, long First, long Last)> EventsAsync() => await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*), MIN(sequence), MAX(sequence) FROM trail_events WHERE sequence > {EventPlace.Of(OtherChain, 0)}",
        static row => (row.GetInt64(0), EventPlace.NumberOf(row.GetInt64(1)), EventPlace.NumberOf(row.GetInt64(2)))));

    private async Task<List<Segment>> SegmentsAsync() => await Database.ReadAsync(session => session.QueryAsync(
        $"SELECT {Segment.Columns()} FROM trail_segments WHERE chain_id = {OtherChain} ORDER BY number", Segment.Read));

    private sealed class FakeConsumer : ITrailConsumer
    {
        public Dictionary<long, long?> Through { get; } = [];

        public ValueTask<long?> ExportedThroughAsync(IDatabaseSession session, long chainId) => new(Through.GetValueOrDefault(chainId));
    }

    /// <summary>Every full era has some rows more, until they are removed.</summary>
    private sealed class FakeEraData : IEraData
    {
        private int _left = 3;

        public List<long> Removed { get; } = [];

        public ValueTask<long?> FindAsync(IDatabaseSession session, long firstEra, long lastEra)
        {
            for (var era = firstEra; era <= lastEra; era++)
            {
                if (!Removed.Contains(era))
                {
                    return new(era);
                }
            }

            return new((long?)null);
        }

        public ValueTask<int> RemoveAsync(ITransaction transaction, long era, int most)
        {
            if (_left-- > 0)
            {
                return new(1);
            }

            _left = 3;
            Removed.Add(era);
            return new(0);
        }
    }
}

public sealed class SqliteTrailTrimming() : TrailTrimmingContract(DatabaseEngine.Sqlite);

public sealed class PostgresTrailTrimming() : TrailTrimmingContract(DatabaseEngine.Postgres);

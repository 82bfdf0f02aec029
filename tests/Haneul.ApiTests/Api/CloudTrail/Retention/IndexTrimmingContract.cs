using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Index;
using Haneul.Security.CloudTrail.Retention;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Retention;

/// <summary>The index and the counters of an era go with its events.</summary>
public abstract class IndexTrimmingContract(DatabaseEngine engine) : TrailContract(engine)
{
    [Fact]
    public async Task What_was_made_of_an_era_goes_with_it_and_what_was_made_of_the_next_stays()
    {
        await Trail.AppendAsync(NewEvent(9_000), CancellationToken.None);
        var chain = new ChainMaker(Database, Keys, 2);
        await chain.FillEraAsync(time: 1_000);
        await chain.FillEraAsync(time: 9_000);
        var indexer = new EraIndexer(Database, new IdGenerator(new SystemRandomSource(), TimeProvider.System), TimeProvider.System);
        var (old, young) = (Era.Of(EventPlace.Of(2, 1)), Era.Of(EventPlace.Of(2, Era.Size)));
        Assert.True(await indexer.RunAsync(old, CancellationToken.None));
        Assert.True(await indexer.RunAsync(young, CancellationToken.None));
        var kept = await RowsAsync(young);
        Assert.All([.. await RowsAsync(old), .. kept], count => Assert.NotEqual(0, count));

        // Left by a build that was broken off, of an era without any other row.
        Assert.Equal(Era.Size - 1, await TrimAsync(5_000));
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"INSERT INTO trail_postings (era, slot, entries) VALUES ({old}, 7, {new byte[] { 1 }})"));
        Assert.Equal(0, await TrimAsync(null));

        Assert.Equal([0, 0, 0], await RowsAsync(old));
        Assert.Equal(kept, await RowsAsync(young));
        Assert.Equal(50, (await FindAsync(new EventQuery { ResourceName = "db/password" })).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_walk_goes_on_while_what_is_old_is_removed_and_gives_all_that_stays_once(bool ascending)
    {
        await Trail.AppendAsync(NewEvent(9_000), CancellationToken.None);
        var chain = new ChainMaker(Database, Keys, 2);
        await chain.FillEraAsync(time: 1_000);
        await chain.FillEraAsync(time: 9_000);
        await chain.AddAsync(300, time: 9_500);
        await Index.RunAsync();
        var query = new EventQuery { Limit = 1000, IsAscending = ascending, UserEmail = "ann@example.org" };
        var found = new List<long>();
        EventPosition? after = null;
        for (var page = 0; page == 0 || after is not null; page++)
        {
            var next = await Search.FindAsync(query, ProjectOnly, after, CancellationToken.None);
            found.AddRange(next.Rows.Select(static row => row.Sequence));
            after = next.Next;
            await (page == 4 ? TrimAsync(5_000) : Task.CompletedTask);
        }

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(1 + Era.Size + 300, found.Count(static sequence => sequence < EventPlace.Of(2, 0) || sequence >= EventPlace.Of(2, Era.Size)));
        var counts = await new EventCounting(Database).CountAsync(0, 1, null, ProjectOnly, CancellationToken.None);
        Assert.Equal(1 + Era.Size + 300, counts.Sum(static count => count.Events));
    }

    private async Task<long> TrimAsync(long? cutOff) =>
        await new TrailTrimming(Database, Keys, [], [new IndexedEras()], NullLogger<TrailTrimming>.Instance) { LongestPause = TimeSpan.Zero }
            .RunAsync(cutOff, TestContext.Current.CancellationToken);

    private async Task<List<long>> RowsAsync(long era) => await Database.ReadAsync(session => session.QueryAsync(
        $"""
        SELECT COUNT(*) FROM trail_eras WHERE era = {era} UNION ALL SELECT COUNT(*) FROM trail_postings WHERE era = {era}
        UNION ALL SELECT COUNT(*) FROM trail_counts WHERE era = {era}
        """,
        static row => row.GetInt64(0)));
}

public sealed class SqliteIndexTrimming() : IndexTrimmingContract(DatabaseEngine.Sqlite);

public sealed class PostgresIndexTrimming() : IndexTrimmingContract(DatabaseEngine.Postgres);

using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>The index of an era is made once and whole, whatever happens while it is made, and shows nobody what is not theirs.</summary>
public abstract class EraIndexContract(DatabaseEngine engine) : TrailIndexContract(engine)
{
    private static readonly long FirstEra = Era.Of(EventPlace.Of(1, 0));

    [Fact]
    public async Task Only_eras_that_are_wholly_sealed_are_indexed()
    {
        await AppendAsync(Enumerable.Range(0, 100).Select(number => NewEvent(number)));
        await SpreadAsync(1);

        await IndexThroughAsync(31);
        Assert.Equal(0, await CountAsync($"SELECT COUNT(*) FROM trail_eras"));

        await IndexThroughAsync(64);
        Assert.Equal(2, await CountAsync($"SELECT COUNT(*) FROM trail_eras"));
        Assert.Equal(31 + 32, await CountAsync($"SELECT CAST(SUM(events) AS BIGINT) FROM trail_eras"));
        Assert.Equal(0, await CountAsync($"SELECT COUNT(*) FROM trail_index_builds"));
    }

    [Fact]
    public async Task A_build_that_breaks_off_anywhere_is_made_again_and_gives_the_same_index()
    {
        await AppendAsync(Enumerable.Range(0, 40).SelectMany(number => new[] { NewEvent(number), NewEvent(number) with { RequestId = $"r{number}", ProjectId = $"p{number}" } }));
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_chains SET sealed_through = {Era.Size - 1}"));
        Assert.True(await Indexer.RunAsync(FirstEra, CancellationToken.None));
        var whole = await RowsAsync();
        Assert.NotEmpty(whole);

        for (var writes = 0; ; writes++)
        {
            await Database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM trail_eras"));
            var breaking = new BreakingDatabase(Database, writes);
            var isWhole = true;
            try
            {
                Assert.True(await NewIndexer(breaking).RunAsync(FirstEra, CancellationToken.None));
            }
            catch (StorageUnavailableException)
            {
                isWhole = false;
            }

            Assert.Equal(isWhole ? 1 : 0, await CountAsync($"SELECT COUNT(*) FROM trail_eras"));
            if (isWhole)
            {
                Assert.InRange(writes, 4, 100);
                break;
            }

            // Nobody else has a right to it before some time has passed.
            await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_index_builds SET seen_at = 0"));
            Assert.True(await NewIndexer(Database).RunAsync(FirstEra, CancellationToken.None));
            Assert.Equal(whole, await RowsAsync());
        }
    }

    [Fact]
    public async Task Two_builders_of_one_era_never_both_write_it()
    {
        await AppendAsync(Enumerable.Range(0, 60).Select(number => NewEvent(number) with { RequestId = $"r{number}" }));
        Assert.True(await Indexer.RunAsync(FirstEra, CancellationToken.None));
        var whole = await RowsAsync();
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM trail_eras"));

        var built = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => NewIndexer(Database).RunAsync(FirstEra, CancellationToken.None).AsTask())));

        Assert.Single(built, wasBuilt => wasBuilt);
        Assert.Equal(whole, await RowsAsync());
        Assert.False(await NewIndexer(Database).RunAsync(FirstEra, CancellationToken.None));
    }

    [Fact]
    public async Task An_era_with_a_number_of_which_nobody_can_tell_is_not_indexed_while_its_commit_may_come()
    {
        await AppendAsync([NewEvent()]);
        await Database.WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync($"UPDATE trail_chains SET sealed_through = {Era.Size - 1}, segment = 1");
            return await transaction.ExecuteAsync($"""
                INSERT INTO trail_segments (chain_id, number, first, last, events, absent, unknown, first_time, last_time, sealed_at, digest, code)
                VALUES (1, 1, 1, {Era.Size - 1}, 1, '', '2-7', 0, 0, {UnixTime.ToMicroseconds(TimeProvider.System.GetUtcNow())}, {Array.Empty<byte>()}, {Array.Empty<byte>()})
                """);
        });

        await Index.RunAsync();
        Assert.Equal(Database.Engine == DatabaseEngine.Sqlite ? 1 : 0, await CountAsync($"SELECT COUNT(*) FROM trail_eras"));

        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_segments SET sealed_at = sealed_at - 600000000"));
        await Index.RunAsync();
        Assert.Equal(1, await CountAsync($"SELECT COUNT(*) FROM trail_eras"));
    }

    [Fact]
    public async Task An_era_that_another_process_is_indexing_holds_up_those_behind_it_so_that_none_is_left_out()
    {
        var events = Enumerable.Range(0, 100).Select(number => NewEvent(number) with { Id = $"e{number}" }).ToList();
        await AppendAsync(events);
        await SpreadAsync(1);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"INSERT INTO trail_index_builds (era, builder, seen_at) VALUES ({FirstEra}, 'another', {UnixTime.ToMicroseconds(TimeProvider.System.GetUtcNow())})"));
        await IndexThroughAsync(96);
        Assert.Equal(100, (await FindAsync(new EventQuery { Limit = 1000 })).Count);

        // The other one has died.
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_index_builds SET seen_at = 0"));
        await Index.RunAsync();
        Assert.Equal(3, await CountAsync($"SELECT COUNT(*) FROM trail_eras"));
        Assert.Equal(100, (await FindAsync(new EventQuery { Limit = 1000 })).Count);
    }

    [Fact]
    public async Task A_row_of_an_era_that_is_not_complete_hides_nothing()
    {
        await AppendAsync([NewEvent(1) with { Id = "sealed" }, NewEvent(2) with { Id = "new" }]);
        await SpreadAsync(1);
        await IndexThroughAsync(1);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"INSERT INTO trail_eras (era, events, first_time, last_time, indexed_at) VALUES ({FirstEra + 7}, 1, 1, 2, 3)"));

        Assert.Equal(["new", "sealed"], await FindAsync(new EventQuery()));
        Assert.Equal(2, (await new EventCounting(Database).CountAsync(0, 1, null, ProjectOnly, CancellationToken.None)).Sum(static count => count.Events));
    }

    [Fact]
    public async Task An_event_of_a_number_of_which_nobody_could_tell_is_found_when_it_comes_at_last()
    {
        await AppendAsync([NewEvent(5) with { Id = "first" }]);
        var chain = new ChainMaker(Database, Keys, 2);
        await chain.AddAsync(4096, 7, unknownWhenSealed: 7);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_events SET sequence = {EventPlace.Of(3, 1)} WHERE sequence = {EventPlace.Of(2, 100)}"));
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM trail_events WHERE sequence BETWEEN {EventPlace.Of(2, 0)} AND {EventPlace.Of(2, 5000)}"));
        Assert.Single(await FindAsync(new EventQuery { From = 1 }));

        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_events SET sequence = {EventPlace.Of(2, 100)} WHERE sequence = {EventPlace.Of(3, 1)}"));

        Assert.Equal(2, (await FindAsync(new EventQuery { From = 1 })).Count);
        Assert.Single(await FindAsync(new EventQuery { From = 6 }));
    }

    [Fact]
    public async Task A_list_that_names_the_event_of_another_project_does_not_show_it()
    {
        await AppendAsync([NewEvent(1) with { Id = "own" }, NewEvent(2) with { Id = "foreign", ProjectId = "other-project" }]);
        await SpreadAsync(1);
        await IndexThroughAsync(32);
        var (era, scope) = (FirstEra, await CountAsync($"SELECT id FROM trail_scopes WHERE project_id = {Project}"));
        Posting[] both = [new(EventPlace.Of(1, Spread), 1), new(EventPlace.Of(1, 2 * Spread), 2)];
        var slot = new IndexTerm(scope, IndexField.Any, "").ToSlot();
        await Database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"INSERT INTO trail_postings (era, slot, entries) VALUES ({era}, {slot.Own}, {PostingCodec.EncodeList(era, 1, both)})"));

        Assert.Equal(["own"], await FindAsync(new EventQuery()));
    }

    [Fact]
    public async Task The_index_of_an_era_is_taken_out_in_slices_and_that_of_others_stays()
    {
        await AppendAsync(Enumerable.Range(0, 100).Select(number => NewEvent(number) with { RequestId = $"r{number}", ProjectId = $"p{number}" }));
        await SpreadAsync(1);
        await IndexThroughAsync(64);

        int deleted;
        do
        {
            deleted = await Database.WriteAsync(transaction => EraRows.DeleteSliceAsync(transaction, FirstEra));
            Assert.InRange(deleted, 0, 300);
        }
        while (deleted > 0);

        foreach (var (taken, kept) in new (Sql Taken, Sql Kept)[]
        {
            ($"SELECT COUNT(*) FROM trail_eras WHERE era = {FirstEra}", $"SELECT COUNT(*) FROM trail_eras"),
            ($"SELECT COUNT(*) FROM trail_postings WHERE era = {FirstEra}", $"SELECT COUNT(*) FROM trail_postings"),
            ($"SELECT COUNT(*) FROM trail_counts WHERE era = {FirstEra}", $"SELECT COUNT(*) FROM trail_counts"),
        })
        {
            Assert.Equal(0, await CountAsync(taken));
            Assert.NotEqual(0, await CountAsync(kept));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(290)]
    public async Task Counts_are_those_of_the_events_indexed_or_not(int indexed)
    {
        var events = Enumerable.Range(0, 300).Select(number => NewEvent((number % 50 * EventHour.Length / 7) + number) with
        {
            SourceService = number % 3 == 0 ? "KMS" : "Secrets Manager",
            Result = (TrailResult)(number % 4 % 3),
            ProjectId = number % 5 == 0 ? "other-project" : Project,
        }).ToList();
        await AppendAsync(events);
        await SpreadAsync(3);
        await IndexThroughAsync(indexed);

        var counts = await new EventCounting(Database).CountAsync(1, 6, null, ProjectOnly, CancellationToken.None);

        Assert.Equal(
            events.Where(item => item.ProjectId == Project && item.Time >= EventHour.Length && item.Time < 6 * EventHour.Length)
                .GroupBy(item => (Hour: item.Time / EventHour.Length, item.SourceService))
                .Select(group => (group.Key.Hour, group.Key.SourceService, (long)group.Count(), (long)group.Count(item => item.Result == TrailResult.Refused), (long)group.Count(item => item.Result == TrailResult.Failed)))
                .Order(),
            counts.GroupBy(count => (count.Hour, count.SourceService))
                .Select(group => (group.Key.Hour, group.Key.SourceService, group.Sum(count => count.Events), group.Sum(count => count.Refused), group.Sum(count => count.Failed)))
                .Order());
    }

    private static EraIndexer NewIndexer(IDatabase database) => new(database, new IdGenerator(new SystemRandomSource(), TimeProvider.System), TimeProvider.System);

    private async Task<List<string>> RowsAsync()
    {
        var postings = await Database.ReadAsync(session => session.QueryAsync(
            $"SELECT era, slot, entries FROM trail_postings ORDER BY era, slot",
            static row => $"{row.GetInt64(0)} {row.GetInt64(1)} {Convert.ToHexString(row.GetFieldValue<byte[]>(2))}"));
        var counts = await Database.ReadAsync(session => session.QueryAsync(
            $"SELECT scope_id, hour, source_service, events FROM trail_counts ORDER BY 1, 2, 3",
            static row => $"{row.GetInt64(0)} {row.GetInt64(1)} {row.GetString(2)} {row.GetInt64(3)}"));
        return [.. postings, .. counts];
    }

    /// <summary>A database that takes some writes and then none.</summary>
    private sealed class BreakingDatabase(IDatabase database, int writes) : IDatabase
    {
        private int _left = writes;

        public DatabaseEngine Engine => database.Engine;

        public ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default) => database.ReadAsync(work, cancellation);

        public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default) =>
            _left-- > 0 ? database.WriteAsync(work, cancellation) : throw new StorageUnavailableException("No more.");

        public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => database.AppendAsync(work, cancellation);

        public ValueTask ProbeAsync(CancellationToken cancellation = default) => database.ProbeAsync(cancellation);
    }
}

public sealed class SqliteEraIndex() : EraIndexContract(DatabaseEngine.Sqlite);

public sealed class PostgresEraIndex() : EraIndexContract(DatabaseEngine.Postgres);

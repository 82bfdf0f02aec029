using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification;

namespace Haneul.ApiTests.Api.CloudTrail.Chain;

/// <summary>Chains are sealed, left, recovered and taken over without a number that is given twice or an event that no segment accounts for.</summary>
public abstract class TrailChainContract(DatabaseEngine engine) : ChainContract(engine)
{
    private readonly DatabaseEngine _engine = engine;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_segment_tells_of_events_and_of_what_was_rolled_back()
    {
        await AppendAsync(2);
        await RollBackAsync();
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);
        await Chain.SealAsync(Cancellation);

        var segment = Assert.Single(await SegmentsAsync(1));
        Assert.Equal((1, 4, 3, "3", ""), (segment.Cut.First, segment.Cut.Last, segment.Cut.Events, segment.Cut.Absent, segment.Cut.Unknown));
        var report = await VerifyCleanAsync();
        Assert.Equal((3, 0, 0), (report.Events, report.Unsealed, report.Unknown));
    }

    [Fact]
    public async Task Segments_follow_one_another_and_what_is_not_sealed_yet_is_told_of()
    {
        for (var round = 0; round < 3; round++)
        {
            await AppendAsync(2);
            await Chain.SealAsync(Cancellation);
        }

        await AppendAsync(4);

        Assert.Equal([(1L, 2L), (3L, 4L), (5L, 6L)], (await SegmentsAsync(1)).Select(segment => (segment.Cut.First, segment.Cut.Last)));
        var report = await VerifyCleanAsync();
        Assert.Equal((10, 4, 3, 1), (report.Events, report.Unsealed, report.Segments, report.Chains));
    }

    [Fact]
    public async Task Many_writers_at_once_leave_nothing_out()
    {
        using var stop = new CancellationTokenSource();
        var sealing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Chain.SealAsync(Cancellation);
            }
        }, Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                await (writer % 2 == 0 ? AppendAsync(1) : round % 3 == 0 ? RollBackAsync() : RecordAsync());
            }
        })));
        await stop.CancelAsync();
        await sealing;
        await Chain.SealAsync(Cancellation);

        var report = await VerifyCleanAsync();
        Assert.Equal((132, 0, 0), (report.Events, report.Unsealed, report.Unknown));
    }

    [Fact]
    public async Task A_stop_seals_all_and_the_next_start_goes_on_behind_it()
    {
        await AppendAsync(3);
        await ReopenAsync();
        await AppendAsync(2);
        await ReopenAsync();
        await Chain.DisposeAsync();
        await Chain.DisposeAsync();

        Assert.Equal(1, await NumberAsync("SELECT COUNT(*) FROM trail_chains"));
        Assert.Equal([(1L, 3L), (4L, 5L)], (await SegmentsAsync(1)).Select(segment => (segment.Cut.First, segment.Cut.Last)));
        Assert.Equal(0, (await VerifyCleanAsync()).Unsealed);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => AppendAsync(1));
    }

    [Fact]
    public async Task A_chain_with_a_number_under_way_is_not_let_go()
    {
        await AppendAsync(1);
        _ = Chain.Ledger.Take();
        await Chain.DisposeAsync();

        Assert.Equal(1, await NumberAsync("SELECT COUNT(*) FROM trail_chains WHERE holder IS NOT NULL"));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_sealed_by_the_next()
    {
        var killed = await KilledAsync();
        await AppendAsync(2, killed);
        await killed.SealAsync(Cancellation);
        await AppendAsync(1, killed);
        await RollBackAsync(killed);
        await AppendAsync(1, killed);

        Time.Advance(TrailChain.Abandonment + TimeSpan.FromSeconds(1));
        var next = await OpenChainAsync(Time);
        await AppendAsync(1, next);
        await next.SealAsync(Cancellation);

        var chain = killed.Ledger.ChainId;
        var segments = await SegmentsAsync(chain);
        Assert.Equal((3, 5, 2, "", "4"), (segments[1].Cut.First, segments[1].Cut.Last, segments[1].Cut.Events, segments[1].Cut.Absent, segments[1].Cut.Unknown));
        Assert.Equal(chain, next.Ledger.ChainId);
        var passed = _engine == DatabaseEngine.Postgres ? 4096 : 0;
        Assert.Equal(6 + passed, segments[^1].Cut.First);
        Assert.Equal(1 + passed, (await VerifyCleanAsync()).Unknown);
    }

    [Fact]
    public async Task Recovery_keeps_segments_within_eras_and_passes_over_numbers_across_them()
    {
        var head = await Database.ReadAsync(session => ChainHead.FindAsync(session, 1));
        for (var round = 0; round < 9; round++)
        {
            head = await Database.WriteAsync(transaction => new ChainRecovery(Keys, Time).RunAsync(transaction, head!, passes: true));
        }

        Assert.Equal(9 * 4096, head!.SealedThrough);
        Assert.All(await SegmentsAsync(1), segment => Assert.Equal(Era.Of(segment.Cut.First), Era.Of(segment.Cut.Last)));
        Assert.Equal(9 * 4096, (await VerifyCleanAsync()).Unknown);
    }

    [Fact]
    public async Task A_foreign_row_far_off_neither_holds_up_the_start_nor_goes_unnoticed()
    {
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);
        await ManipulateAsync($"INSERT INTO trail_events SELECT sequence + {1L << 39}, event_time, scope_id, kind_id, actor_id, origin_id, status, result, event_id, request_id, resource_id, resource_name, path, additional_info, code FROM trail_events");
        await ReopenAsync();
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);

        Assert.Equal(2, (await SegmentsAsync(1)).Count);
        Assert.Equal((DamageKind.EventChanged, 1L + (1L << 39)), await FirstAsync());
    }

    [Fact]
    public async Task A_segment_whose_commit_was_not_answered_is_not_sealed_twice_nor_lost()
    {
        await Chain.DisposeAsync();
        var database = new AnswerLosingDatabase(Database);
        var chain = await OpenChainAsync(database: database);
        await AppendAsync(2, chain);
        database.Losing = 1;
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await chain.SealAsync(Cancellation));
        await AppendAsync(2, chain);
        await chain.SealAsync(Cancellation);

        Assert.Equal([(1L, 2L), (3L, 4L)], (await SegmentsAsync(1)).Select(segment => (segment.Cut.First, segment.Cut.Last)));
        Assert.Equal(1, (await VerifyCleanAsync()).Chains);
    }

    [Fact]
    public async Task An_event_that_is_removed_or_changed_before_its_segment_is_sealed_is_missed_all_the_same()
    {
        await AppendAsync(4);
        await ManipulateAsync($"DELETE FROM trail_events WHERE sequence = {EventPlace.Of(1, 2)}");
        await Chain.SealAsync(Cancellation);

        Assert.Equal((DamageKind.EventRemoved, 2L), await FirstAsync());
    }

    [Theory]
    [InlineData("UPDATE trail_chains SET sealed_through = 2, segment = 1")]
    [InlineData("UPDATE trail_chains SET trimmed_segment = 2, trimmed_through = 4")]
    [InlineData("INSERT INTO trail_segments SELECT chain_id, number + 1, first, last, events, absent, unknown, first_time, last_time, sealed_at, digest, code FROM trail_segments WHERE number = 2")]
    public async Task A_chain_that_somebody_changed_is_not_built_upon(string manipulation)
    {
        await AppendAsync(2);
        await Chain.SealAsync(Cancellation);
        await AppendAsync(2);
        await Chain.SealAsync(Cancellation);
        await ManipulateAsync(manipulation);
        var damage = await FirstAsync();

        // While the process runs, and after a start.
        await AppendAsync(2);
        await Chain.SealAsync(Cancellation);
        Assert.Equal(2, Chain.Ledger.ChainId);
        await AppendAsync(2);
        await ReopenAsync();
        await AppendAsync(2);
        await Chain.SealAsync(Cancellation);

        Assert.Equal(2, Chain.Ledger.ChainId);
        Assert.Equal(damage, await FirstAsync());
    }

    /// <summary>A chain of a process that will be gone without a word; on PostgreSQL by the clock of the test.</summary>
    internal async Task<TrailChain> KilledAsync()
    {
        await Chain.DisposeAsync();
        return await OpenChainAsync(Time);
    }

    internal async Task<(DamageKind Kind, long Number)> FirstAsync()
    {
        var first = (await VerifyAsync()).First;
        Assert.NotNull(first);
        return (first.Kind, first.Number);
    }

    private async Task RecordAsync() => await Database.WriteAsync(async transaction =>
    {
        await Trail.RecordAsync(transaction, NewEvent());
        return true;
    });
}

public sealed class SqliteTrailChain() : TrailChainContract(DatabaseEngine.Sqlite);

/// <summary>What only several processes on one database can meet.</summary>
public sealed class PostgresTrailChain() : TrailChainContract(DatabaseEngine.Postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_process_has_a_chain_of_its_own()
    {
        var other = await OpenChainAsync();
        await AppendAsync(2);
        await AppendAsync(3, other);
        await Chain.SealAsync(Cancellation);
        await other.SealAsync(Cancellation);

        Assert.Equal((1, 2), (Chain.Ledger.ChainId, other.Ledger.ChainId));
        Assert.Equal((2, 5), ((await VerifyCleanAsync()).Chains, (await VerifyCleanAsync()).Events));
    }

    [Fact]
    public async Task A_chain_is_not_taken_over_before_ten_minutes()
    {
        var first = await KilledAsync();
        Time.Advance(TrailChain.Abandonment - TimeSpan.FromSeconds(1));

        Assert.NotEqual(first.Ledger.ChainId, (await OpenChainAsync(Time)).Ledger.ChainId);
    }

    [Fact]
    public async Task Who_comes_back_after_a_takeover_takes_another_chain_and_reuses_no_number()
    {
        var cutOff = await KilledAsync();
        await AppendAsync(2, cutOff);
        Time.Advance(TrailChain.Abandonment + TimeSpan.FromSeconds(1));
        var next = await OpenChainAsync(Time);
        await AppendAsync(1, next);

        // Its transaction was under way all the time: it commits with a number that was passed over.
        await AppendAsync(1, cutOff);
        await cutOff.SealAsync(Cancellation);
        await AppendAsync(1, cutOff);
        await cutOff.SealAsync(Cancellation);
        await next.SealAsync(Cancellation);

        Assert.NotEqual(next.Ledger.ChainId, cutOff.Ledger.ChainId);
        var report = await VerifyCleanAsync();
        Assert.Equal((5, 0), (report.Events, report.Unsealed));
    }
}

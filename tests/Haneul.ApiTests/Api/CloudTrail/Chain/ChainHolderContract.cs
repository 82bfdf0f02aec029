using System.Collections.Concurrent;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Verification;

namespace Haneul.ApiTests.Api.CloudTrail.Chain;

/// <summary>Who holds a chain is not authenticated: to change it must not make a process forget what it knows of the numbers that no segment holds yet.</summary>
public abstract class ChainHolderContract(DatabaseEngine engine) : ChainContract(engine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("NULL")]
    [InlineData("'another'")]
    [InlineData("NULL, seen_at = 0")]
    public async Task An_event_that_is_removed_before_it_is_sealed_is_missed_even_if_its_chain_was_given_to_another(string holder)
    {
        await AppendAsync(2);
        await Chain.SealAsync(Cancellation);
        await AppendAsync(2);
        await ManipulateAsync($"DELETE FROM trail_events WHERE sequence = {EventPlace.Of(1, 4)}");
        await ManipulateAsync($"UPDATE trail_chains SET holder = {holder}");
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);

        var report = await VerifyAsync();
        Assert.Equal((DamageKind.EventRemoved, 4L, 0L), (report.First?.Kind, report.First?.Number, report.Unknown));
        Assert.Equal(1, await NumberAsync("SELECT COUNT(*) FROM trail_chains"));
    }

    [Fact]
    public async Task A_chain_that_was_given_to_nobody_is_held_again_from_its_next_segment_on()
    {
        var holder = await TextAsync("SELECT holder FROM trail_chains");
        await AppendAsync(1);
        await ManipulateAsync("UPDATE trail_chains SET holder = NULL, seen_at = 0");
        await Chain.SealAsync(Cancellation);

        Assert.Equal(holder, await TextAsync("SELECT holder FROM trail_chains"));
        Assert.NotEqual(0, await NumberAsync("SELECT seen_at FROM trail_chains"));
        await VerifyCleanAsync();
    }

    private async Task<string?> TextAsync(string text)
    {
        var sql = new Sql(0, 0);
        sql.AppendLiteral(text);
        return await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(sql, static row => row.IsDBNull(0) ? null : row.GetString(0)));
    }
}

public sealed class SqliteChainHolder() : ChainHolderContract(DatabaseEngine.Sqlite);

/// <summary>What only several processes on one database can meet.</summary>
public sealed class PostgresChainHolder() : ChainHolderContract(DatabaseEngine.Postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_chains_are_taken_over_while_their_holders_write_no_event_is_lost_and_no_verification_alarmed()
    {
        var kept = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var writers = (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenChainAsync(Time)))).Select(chain => Task.Run(
            async () =>
            {
                for (var round = 0; !stop.IsCancellationRequested; round++)
                {
                    var trailEvent = NewEvent(1_000_000 + round);
                    await WriterOf(chain).AppendAsync(trailEvent, CancellationToken.None);
                    kept.Add(trailEvent.Id);
                    await RollBackAsync(chain);
                    await (round % 4 == 0 ? chain.SealAsync(Cancellation) : default);
                }

                await chain.SealAsync(Cancellation);
            },
            Cancellation)).ToList();
        for (var round = 0; round < 25; round++)
        {
            Time.Advance(TrailChain.Abandonment + TimeSpan.FromSeconds(1));
            var next = await OpenChainAsync(Time);
            await AppendAsync(1, next);
            await (round % 2 == 0 ? next.DisposeAsync() : default);
            await VerifyCleanAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        await VerifyCleanAsync();
        Assert.Empty(kept.Except(await WalkAsync(new EventQuery { Limit = 1000 }, ProjectOnly)));
        Assert.NotEmpty(kept);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_holder_that_comes_back_while_its_chain_is_taken_over_seals_either_before_it_or_not_at_all(int queries)
    {
        var lost = await OpenChainAsync(Time);
        await AppendAsync(2, lost);
        Time.Advance(TrailChain.Abandonment + TimeSpan.FromSeconds(1));

        // It comes back just when another process has read how its chain stands, and then which events it has.
        Task sealing = Task.CompletedTask;
        var overlapping = new OverlappingDatabase(Database, queries, () => sealing = Task.Run(() => lost.SealAsync(Cancellation).AsTask()), HasEndedOrWaitsAsync);
        var next = await OpenChainAsync(Time, overlapping);
        await sealing;
        await AppendAsync(1, lost);
        await AppendAsync(1, next);
        await lost.SealAsync(Cancellation);
        await next.SealAsync(Cancellation);

        Assert.NotEqual(lost.Ledger.ChainId, next.Ledger.ChainId);
        Assert.Equal(2, next.Ledger.ChainId);
        var report = await VerifyCleanAsync();
        Assert.Equal((4, 0), (report.Events, report.Unsealed));

        async ValueTask<bool> HasEndedOrWaitsAsync() =>
            sealing.IsCompleted || await NumberAsync("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0;
    }
}

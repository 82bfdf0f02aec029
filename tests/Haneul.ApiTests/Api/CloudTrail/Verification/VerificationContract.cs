using Haneul.ApiTests.Api.CloudTrail.Chain;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>A verification names the first place that is not as it was written, and is not misled by what a server does meanwhile.</summary>
public abstract class VerificationContract(DatabaseEngine engine) : ChainContract(engine)
{
    private const string Columns = "event_time, scope_id, kind_id, actor_id, origin_id, status, result, event_id, request_id, resource_id, resource_name, path, additional_info, code";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_damage_is_named_by_kind_and_place()
    {
        var (at, to) = (EventPlace.Of(1, 5), EventPlace.Of(1, 7));
        (string Text, DamageKind Kind, long Number)[] cases =
        [
            ($"UPDATE trail_events SET status = 500 WHERE sequence >= {at}", DamageKind.EventChanged, 5),
            ($"UPDATE trail_events SET additional_info = NULL WHERE sequence = {at}", DamageKind.EventChanged, 5),
            ("UPDATE trail_actors SET user_name = 'eve@example.org'", DamageKind.EventChanged, 1),
            ("DELETE FROM trail_origins", DamageKind.EventChanged, 1),
            ($"DELETE FROM trail_events WHERE sequence >= {at}", DamageKind.EventRemoved, 5),
            ($"DELETE FROM trail_events WHERE sequence = {at}", DamageKind.EventRemoved, 5),
            ($"INSERT INTO trail_events (sequence, {Columns}) SELECT {EventPlace.Of(1, 4)}, {Columns} FROM trail_events WHERE sequence = {at}", DamageKind.EventInserted, 4),
            ($"INSERT INTO trail_events (sequence, {Columns}) SELECT {EventPlace.Of(1, 20)}, {Columns} FROM trail_events WHERE sequence = {at}", DamageKind.EventMoved, 20),
            ($"INSERT INTO trail_events (sequence, {Columns}) SELECT 0, {Columns} FROM trail_events WHERE sequence = {at}", DamageKind.EventInserted, 0),
            ($"INSERT INTO trail_events (sequence, {Columns}) SELECT {EventPlace.Of(9, 1)}, {Columns} FROM trail_events WHERE sequence = {at}", DamageKind.ChainRemoved, 0),
            ($"UPDATE trail_events SET sequence = {EventPlace.Of(1, 20)} WHERE sequence = {at}", DamageKind.EventRemoved, 5),
            ("UPDATE trail_segments SET events = 3 WHERE number = 2", DamageKind.SegmentChanged, 4),
            ("UPDATE trail_segments SET absent = '' WHERE number = 2", DamageKind.SegmentChanged, 4),
            ("DELETE FROM trail_segments WHERE number = 2", DamageKind.SegmentRemoved, 4),
            ("DELETE FROM trail_segments WHERE number = 3", DamageKind.SegmentRemoved, 7),
            ("UPDATE trail_segments SET number = 9 WHERE number = 3", DamageKind.SegmentRemoved, 7),
            ("UPDATE trail_segments SET number = 0 WHERE number = 1", DamageKind.SegmentInserted, 1),
            ("INSERT INTO trail_segments SELECT chain_id, -9223372036854775807 - 1, first, last, events, absent, unknown, first_time, last_time, sealed_at, digest, code FROM trail_segments WHERE number = 1", DamageKind.SegmentInserted, 1),
            ("UPDATE trail_chains SET segment_code = digest FROM trail_segments WHERE trail_segments.number = 3", DamageKind.HeadChanged, 0),
            ("DELETE FROM trail_chains", DamageKind.ChainRemoved, 0),
        ];
        await AppendAsync(3);
        await Chain.SealAsync(Cancellation);
        await RollBackAsync();
        await AppendAsync(2);
        await Chain.SealAsync(Cancellation);
        await AppendAsync(3);
        await Chain.SealAsync(Cancellation);
        var tables = new Manipulations(Database, new SeededRandom(1));
        await tables.KeepAsync();

        Assert.Equal(7, EventPlace.NumberOf(to));
        foreach (var (text, kind, number) in cases)
        {
            Assert.NotEqual(0, await ManipulateAsync(text));
            var first = (await VerifyAsync()).First;
            Assert.Equal((text, kind, number), (text, first!.Kind, first.Number));
            await tables.RestoreAsync();
        }

        await VerifyCleanAsync();
    }

    [Fact]
    public async Task Two_events_that_changed_places_are_told_apart_from_changed_ones()
    {
        await AppendAsync(5);
        await Chain.SealAsync(Cancellation);
        await ManipulateAsync($"UPDATE trail_events SET sequence = 0 WHERE sequence = {EventPlace.Of(1, 2)}");
        await ManipulateAsync($"UPDATE trail_events SET sequence = {EventPlace.Of(1, 2)} WHERE sequence = {EventPlace.Of(1, 4)}");
        await ManipulateAsync($"UPDATE trail_events SET sequence = {EventPlace.Of(1, 4)} WHERE sequence = 0");

        var report = await VerifyAsync();
        Assert.Equal((DamageKind.EventMoved, 2L, 2L), (report.First!.Kind, report.First.Number, report.Damages));
        Assert.Contains("number 4", report.First.Detail, StringComparison.Ordinal);
        Assert.NotNull(report.First.EventId);
        Assert.NotNull(report.First.Time);
    }

    [Fact]
    public async Task An_event_of_a_number_that_is_unknown_is_found_if_it_is_forged_and_no_damage_if_not()
    {
        await AppendAsync(1);
        var sequence = Chain.Ledger.Take();
        var late = Security.CloudTrail.StoredEvent.Of(NewEvent(), sequence);
        Chain.Ledger.Settle(late, [], TransactionEnd.Unknown);
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);
        Assert.Equal(1, (await VerifyCleanAsync()).Unknown);

        await ManipulateAsync($"INSERT INTO trail_events (sequence, {Columns}) SELECT {sequence}, {Columns} FROM trail_events WHERE sequence = {EventPlace.Of(1, 1)}");
        Assert.Equal(2, (await VerifyAsync()).First!.Number);

        // What was under way when nobody could tell has been kept after all.
        var code = late.ComputeCode(Keys);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            UPDATE trail_events SET event_time = {late.Time}, event_id = {late.Id}, code = {code} WHERE sequence = {sequence}
            """));
        Assert.Equal((3, 1), ((await VerifyCleanAsync()).Events, (await VerifyCleanAsync()).Unknown));
    }

    [Fact]
    public async Task Removal_of_what_is_old_meanwhile_is_no_damage()
    {
        for (var read = 0; ; read++)
        {
            for (var segment = 0; segment < 4; segment++)
            {
                await AppendAsync(3);
                await Chain.SealAsync(Cancellation);
                if (segment == 1)
                {
                    // Of a segment that is removed meanwhile. One is enough, or there would be more to interrupt each time.
                    await ManipulateAsync("DELETE FROM trail_checkpoints");
                    await new CheckpointMaker(Database, Keys, CheckpointKey, Time, NullLogger<CheckpointMaker>.Instance).MakeAsync(TimeSpan.Zero, Cancellation);
                }
            }

            var segments = await SegmentsAsync(1);
            var database = new InterruptedDatabase(Database, read, () => TrimAsync(segments[^2]));
            var report = new VerificationReport();
            await new TrailVerification(database, Keys, new CheckpointAudit(database, CheckpointKey, Time)).RunAsync(report, null, null, Cancellation);

            Assert.Null(report.First);
            if (!database.HasHappened)
            {
                Assert.True(read > 4, "The verification read hardly anything.");
                return;
            }
        }
    }

    [Fact]
    public async Task Writers_beside_it_are_no_damage()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await AppendAsync(3);
                await RollBackAsync();
                await Chain.SealAsync(Cancellation);
            }
        }, Cancellation);
        for (var round = 0; round < 40; round++)
        {
            await VerifyCleanAsync();
        }

        await stop.CancelAsync();
        await writing;
    }

    private async Task TrimAsync(Segment last) => await Database.WriteAsync(async transaction =>
    {
        var head = (await ChainHead.FindAsync(transaction, 1))!;
        await transaction.ExecuteAsync(head.Trimmed(Keys, last).Replace(head));
        await transaction.ExecuteAsync($"DELETE FROM trail_events WHERE sequence <= {EventPlace.Of(1, last.Cut.Last)}");
        return await transaction.ExecuteAsync($"DELETE FROM trail_segments WHERE number <= {last.Number}");
    });
}

public sealed class SqliteVerification() : VerificationContract(DatabaseEngine.Sqlite);

public sealed class PostgresVerification() : VerificationContract(DatabaseEngine.Postgres);

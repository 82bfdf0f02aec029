using System.Security.Cryptography;
using Haneul.ApiTests.Api.CloudTrail.Chain;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>A checkpoint that was kept elsewhere shows what the database alone can't: that it is an older one, or that the end of a chain was cut off.</summary>
public abstract class CheckpointContract(DatabaseEngine engine) : ChainContract(engine)
{
    private CheckpointMaker Maker => field ??= new(Database, Keys, CheckpointKey, Time, NullLogger<CheckpointMaker>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checkpoints_follow_one_another_while_anything_is_sealed()
    {
        Assert.Null(await Maker.MakeAsync(TimeSpan.Zero, Cancellation));
        var first = await SealAndMarkAsync();
        Assert.Null(await Maker.MakeAsync(TimeSpan.Zero, Cancellation));
        Time.Advance(TimeSpan.FromMinutes(10));
        var second = await SealAndMarkAsync();

        var body = CheckpointBody.Parse(second.Body)!;
        Assert.Equal((2, Checkpoint.HashOf(first.Body), first.KeyId), (body.Number, body.Previous, body.KeyId));
        Assert.Equal((1L, 2L, 4L), (body.Chains[0].Id, body.Chains[0].Segment, body.Chains[0].SealedThrough));
        Assert.Equal(second.Body, body.ToText());
        Assert.Equal(2, (await VerifyCleanAsync()).Checkpoints);
    }

    [Fact]
    public async Task None_is_made_while_the_last_is_young()
    {
        await SealAndMarkAsync();
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);

        Assert.Null(await Maker.MakeAsync(CheckpointSchedule.Due, Cancellation));
        Time.Advance(CheckpointSchedule.Due);
        Assert.NotNull(await Maker.MakeAsync(CheckpointSchedule.Due, Cancellation));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task A_clock_that_is_set_back_keeps_none_from_being_made(int minutesBetween)
    {
        await SealAndMarkAsync();
        Time.Advance(TimeSpan.FromDays(-365));
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);

        Assert.NotNull(await Maker.MakeAsync(TimeSpan.FromMinutes(minutesBetween), Cancellation));
        await VerifyCleanAsync();
    }

    [Fact]
    public async Task A_checkpoint_comes_back_from_its_file_and_proves_itself()
    {
        var kept = await SealAndMarkAsync();
        using var key = await CheckpointKey.FindAsync(Cancellation);
        var read = Checkpoint.FromFile(kept.ToFile())!;

        Assert.Equal((kept.Number, kept.CreatedAt, kept.Body), (read.Number, read.CreatedAt, read.Body));
        Assert.Equal(2, (await VerifyAsync(read, key!.PublicKey)).Checkpoints);
        Assert.Null((await VerifyAsync(read, key.PublicKey)).First);
        Assert.Null(Checkpoint.FromFile("{}"u8.ToArray()));
        Assert.Null(Checkpoint.FromFile("no json"u8.ToArray()));
        Assert.DoesNotContain("PRIVATE", key.PublicKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_somebody_changed_or_signed_is_refused()
    {
        var kept = await SealAndMarkAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var changed = Checkpoint.From(kept.Body.Replace("\"sealed_through\":2", "\"sealed_through\":1", StringComparison.Ordinal), kept.Signature, kept.KeyId)!;
        var forged = kept with { Signature = other.SignData(System.Text.Encoding.UTF8.GetBytes(kept.Body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) };

        Assert.Equal(DamageKind.CheckpointChanged, (await VerifyAsync(changed)).First!.Kind);
        Assert.Equal(DamageKind.CheckpointChanged, (await VerifyAsync(forged)).First!.Kind);
        Assert.Equal(DamageKind.CheckpointChanged, (await VerifyAsync(kept, other.ExportSubjectPublicKeyInfoPem())).First!.Kind);
    }

    [Fact]
    public async Task An_older_database_that_is_put_back_as_a_whole_is_found_against_a_checkpoint_from_elsewhere()
    {
        await SealAndMarkAsync();
        var older = new Manipulations(Database, new SeededRandom(1));
        await older.KeepAsync();
        await AppendAsync(3);
        await Chain.SealAsync(Cancellation);
        Time.Advance(TimeSpan.FromMinutes(10));
        var kept = (await Maker.MakeAsync(TimeSpan.Zero, Cancellation))!;
        await older.RestoreAsync();
        await ManipulateAsync("DELETE FROM trail_checkpoints WHERE number > 1");

        Assert.Null((await VerifyAsync()).First);
        var first = (await VerifyAsync(kept)).First!;
        Assert.Equal((DamageKind.RolledBack, 1L, 3L), (first.Kind, first.Chain, first.Number));

        // Even when it has grown further since than it had then.
        await Chain.DisposeAsync();
        var grown = await OpenChainAsync(Time);
        await AppendAsync(1, grown);
        await grown.SealAsync(Cancellation);
        await AppendAsync(9, grown);
        await grown.SealAsync(Cancellation);
        Assert.Equal(DamageKind.ChainReplaced, (await VerifyAsync(kept)).First!.Kind);
    }

    [Fact]
    public async Task Every_stored_checkpoint_is_examined()
    {
        var manipulations = new[]
        {
            ("DELETE FROM trail_checkpoints WHERE number = 2", DamageKind.CheckpointRemoved),
            ("DELETE FROM trail_checkpoints WHERE number = 1", DamageKind.CheckpointRemoved),
            ("UPDATE trail_checkpoints SET body = REPLACE(body, '\"segment\":2', '\"segment\":1') WHERE number = 2", DamageKind.CheckpointChanged),
            ("UPDATE trail_checkpoints SET created_at = created_at + 1 WHERE number = 3", DamageKind.CheckpointChanged),
            ("UPDATE trail_checkpoints SET number = 9 WHERE number = 3", DamageKind.CheckpointChanged),
            ("INSERT INTO trail_checkpoints SELECT -9223372036854775807 - 1, created_at, body, signature, key_id FROM trail_checkpoints WHERE number = 3", DamageKind.CheckpointChanged),
            ("UPDATE trail_checkpoints SET signature = (SELECT signature FROM trail_checkpoints WHERE number = 1) WHERE number = 3", DamageKind.CheckpointChanged),
            ("UPDATE trail_checkpoint_keys SET id = 'x'", DamageKind.CheckpointChanged),
        };
        for (var made = 0; made < 3; made++)
        {
            await SealAndMarkAsync();
            Time.Advance(TimeSpan.FromMinutes(10));
        }

        await ManipulateAsync("CREATE TABLE kept_checkpoints AS SELECT * FROM trail_checkpoints");
        await ManipulateAsync("CREATE TABLE kept_keys AS SELECT * FROM trail_checkpoint_keys");
        foreach (var (text, kind) in manipulations)
        {
            Assert.NotEqual(0, await ManipulateAsync(text));
            Assert.Equal((text, kind), (text, (await VerifyAsync()).First!.Kind));
            foreach (var (table, kept) in new[] { ("trail_checkpoints", "kept_checkpoints"), ("trail_checkpoint_keys", "kept_keys") })
            {
                await ManipulateAsync($"DELETE FROM {table}");
                await ManipulateAsync($"INSERT INTO {table} SELECT * FROM {kept}");
            }
        }

        await VerifyCleanAsync();
    }

    [Fact]
    public async Task After_ninety_days_the_first_of_each_day_is_left()
    {
        for (var made = 0; made < 30; made++)
        {
            await SealAndMarkAsync();
            Time.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(0, await Maker.PruneAsync(Cancellation));
        Time.Advance(CheckpointMaker.KeptWhole - TimeSpan.FromHours(36));
        await Maker.PruneAsync(Cancellation);
        Time.Advance(TimeSpan.FromHours(3));
        await Maker.PruneAsync(Cancellation);
        await VerifyCleanAsync();
        Time.Advance(TimeSpan.FromDays(10));
        await Maker.PruneAsync(Cancellation);

        // From nine in the morning over two and a half days.
        Assert.Equal(3, await NumberAsync("SELECT COUNT(*) FROM trail_checkpoints"));
        Assert.Equal(1, await NumberAsync("SELECT MIN(number) FROM trail_checkpoints"));
        Assert.Equal(3, (await VerifyCleanAsync()).Checkpoints);
    }

    [Fact]
    public async Task A_chain_that_somebody_changed_is_not_attested_to()
    {
        await SealAndMarkAsync();
        await AppendAsync(1);
        await Chain.SealAsync(Cancellation);
        await ManipulateAsync("UPDATE trail_chains SET sealed_through = 1");

        Assert.Null(await Maker.MakeAsync(TimeSpan.Zero, Cancellation));
    }

    private async Task<Checkpoint> SealAndMarkAsync()
    {
        await AppendAsync(2);
        await Chain.SealAsync(Cancellation);
        return (await Maker.MakeAsync(TimeSpan.Zero, Cancellation))!;
    }
}

public sealed class SqliteCheckpoints() : CheckpointContract(DatabaseEngine.Sqlite);

public sealed class PostgresCheckpoints() : CheckpointContract(DatabaseEngine.Postgres);

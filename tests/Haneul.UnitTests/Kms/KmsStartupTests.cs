using Haneul.Kernel.Crypto;
using Haneul.Security.Kms;

namespace Haneul.UnitTests.Kms;

public sealed class KmsStartupTests : IAsyncLifetime
{
    private KmsDatabase _database = null!;
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await KmsDatabase.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_start_makes_a_root_key_and_later_starts_take_it()
    {
        using var first = await KmsFixture.StartAsync(_database, _folder);
        using var later = await KmsFixture.StartAsync(_database, _folder);

        Assert.True(File.Exists(_folder.File("root.key")));
        Assert.Equal(first.Startup.RootKeyFingerprint, later.Startup.RootKeyFingerprint);
        foreach (var key in Enum.GetValues<SystemKey>().Where(key => key != SystemKey.SystemEnvelope))
        {
            Assert.Equal(first.Hmac(key, "token"), later.Hmac(key, "token"));
        }
    }

    [Fact]
    public async Task Opening_creates_no_root_key_by_itself()
    {
        using var kms = new KmsFixture(_database, _folder);

        var opening = await kms.Startup.OpenAsync(Cancellation);

        Assert.Equal(new KmsOpening(Refusal: null, IsFirstStart: true), opening);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_first_start_that_was_not_kept_can_be_repeated_with_the_same_root_key()
    {
        using (var interrupted = new KmsFixture(_database, _folder))
        {
            Assert.True((await interrupted.Startup.OpenAsync(Cancellation)).IsFirstStart);
            await interrupted.InitializeAsync(keep: false);
        }

        var root = File.ReadAllText(_folder.File("root.key"));
        using var repeated = await KmsFixture.StartAsync(_database, _folder);

        Assert.Equal(root, File.ReadAllText(_folder.File("root.key")));
        using var later = await KmsFixture.StartAsync(_database, _folder);
        Assert.Equal(repeated.Hmac(SystemKey.TokenPepper, "token"), later.Hmac(SystemKey.TokenPepper, "token"));
    }

    [Fact]
    public async Task A_transaction_that_runs_again_gives_working_keys()
    {
        using var kms = new KmsFixture(_database, _folder);
        await kms.Startup.OpenAsync(Cancellation);
        await kms.InitializeAsync(keep: false);
        await kms.InitializeAsync();

        using var later = await KmsFixture.StartAsync(_database, _folder);

        Assert.Equal(kms.Hmac(SystemKey.TokenPepper, "token"), later.Hmac(SystemKey.TokenPepper, "token"));
    }

    [Fact]
    public async Task Another_root_key_is_refused_with_both_fingerprints()
    {
        using var first = await KmsFixture.StartAsync(_database, _folder);
        var other = new byte[RootKey.Size];
        using var wrong = new KmsFixture(_database, _folder, "file:" + _folder.FileOf("other.key", Convert.ToHexString(other)));

        var opening = await wrong.Startup.OpenAsync(Cancellation);

        using var otherKey = new RootKey(other);
        Assert.Contains(first.Startup.RootKeyFingerprint, opening.Refusal!, StringComparison.Ordinal);
        Assert.Contains(otherKey.Fingerprint, opening.Refusal!, StringComparison.Ordinal);
        Assert.Contains("other.key", opening.Refusal!, StringComparison.Ordinal);
        Assert.False(opening.IsFirstStart);
        Assert.Throws<InvalidOperationException>(() => wrong.Startup.RootKeyFingerprint);
        Assert.Throws<InvalidOperationException>(() => wrong.Hmac(SystemKey.TokenPepper, "token"));
    }

    [Fact]
    public async Task A_lost_root_key_is_not_replaced_and_the_refusal_says_where_it_was_sought()
    {
        using var first = await KmsFixture.StartAsync(_database, _folder);
        File.Delete(_folder.File("root.key"));
        using var second = new KmsFixture(_database, _folder);

        var opening = await second.Startup.OpenAsync(Cancellation);

        Assert.Contains(_folder.File("root.key"), opening.Refusal!, StringComparison.Ordinal);
        Assert.Contains(first.Startup.RootKeyFingerprint, opening.Refusal!, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_named_source_without_a_key_is_refused_on_the_first_start_too()
    {
        using var kms = new KmsFixture(_database, _folder, "env:HANEUL_TEST_NO_SUCH_VARIABLE");

        var opening = await kms.Startup.OpenAsync(Cancellation);

        Assert.Contains("HANEUL_TEST_NO_SUCH_VARIABLE", opening.Refusal!, StringComparison.Ordinal);
        Assert.False(opening.IsFirstStart);
    }

    [Theory]
    [InlineData("UPDATE kms_root_key_check SET check_value = zeroblob(61)")]
    [InlineData("UPDATE kms_root_key_check SET check_value = zeroblob(0)")]
    [InlineData("UPDATE kms_system_keys SET wrapped = zeroblob(61)")]
    [InlineData("UPDATE kms_system_keys SET wrapped = (SELECT wrapped FROM kms_system_keys WHERE name = 'trail-chain') WHERE name = 'token-pepper'")]
    [InlineData("DELETE FROM kms_root_key_check")]
    public async Task A_database_whose_keys_were_changed_is_refused(string change)
    {
        using (await KmsFixture.StartAsync(_database, _folder))
        {
        }

        Assert.NotEqual(0, _database.Execute(change));
        using var kms = new KmsFixture(_database, _folder);

        var opening = await kms.Startup.OpenAsync(Cancellation);

        Assert.Contains("damaged", opening.Refusal!, StringComparison.Ordinal);
        Assert.False(opening.IsFirstStart);
    }

    [Fact]
    public async Task A_system_key_that_a_newer_version_knows_is_added_and_the_others_stay()
    {
        using var before = await KmsFixture.StartAsync(_database, _folder);
        _database.Execute("DELETE FROM kms_system_keys WHERE name = 'trail-chain'");

        using var after = await KmsFixture.StartAsync(_database, _folder);

        Assert.Equal(before.Hmac(SystemKey.TokenPepper, "token"), after.Hmac(SystemKey.TokenPepper, "token"));
        Assert.NotEqual(before.Hmac(SystemKey.TrailChain, "token"), after.Hmac(SystemKey.TrailChain, "token"));
    }

    [Fact]
    public async Task System_keys_differ_from_each_other_and_the_envelope_key_makes_no_hmac()
    {
        using var kms = await KmsFixture.StartAsync(_database, _folder);
        var hmacs = Enum.GetValues<SystemKey>()
            .Where(key => key != SystemKey.SystemEnvelope)
            .Select(key => Convert.ToHexString(kms.Hmac(key, "token")))
            .ToList();

        Assert.Equal(hmacs.Count, hmacs.Distinct(StringComparer.Ordinal).Count());
        Assert.Throws<ArgumentException>(() => kms.Hmac(SystemKey.SystemEnvelope, "token"));
    }

    [Fact]
    public async Task An_hmac_allocates_nothing_and_is_right_from_eight_threads()
    {
        using var kms = await KmsFixture.StartAsync(_database, _folder);
        var expected = kms.Hmac(SystemKey.TokenPepper, "token");
        var (wrong, allocated) = (0, 0L);
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            var hmac = new byte[Hash256.Size];
            kms.SystemKeys.ComputeHmac(SystemKey.TokenPepper, "token"u8, hmac);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 5_000; round++)
            {
                kms.SystemKeys.ComputeHmac(SystemKey.TokenPepper, "token"u8, hmac);
                if (!hmac.AsSpan().SequenceEqual(expected))
                {
                    Interlocked.Increment(ref wrong);
                }
            }

            Interlocked.Add(ref allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal((0, 0L), (wrong, allocated));
    }
}

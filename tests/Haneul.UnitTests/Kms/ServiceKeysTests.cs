using Haneul.Kernel.Crypto;
using Haneul.Security.Kms;

namespace Haneul.UnitTests.Kms;

public sealed class ServiceKeysTests : IAsyncLifetime
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
    public async Task First_uses_at_once_on_two_nodes_agree_on_one_key()
    {
        using var first = await KmsFixture.StartAsync(_database, _folder);
        using var second = await KmsFixture.StartAsync(_database, _folder);

        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(
            async () =>
            {
                using var lease = await (caller % 2 == 0 ? first : second).ServiceKeys.LeaseNewestAsync("project", "secrets-manager", Cancellation);
                return Convert.ToHexString(lease.Key.Key.Bytes);
            },
            Cancellation)));

        Assert.Single(keys.Distinct(StringComparer.Ordinal));
        Assert.Equal("1", _database.Ask("SELECT COUNT(*) FROM kms_service_keys"));
    }

    [Fact]
    public async Task Projects_have_keys_of_their_own()
    {
        using var kms = await KmsFixture.StartAsync(_database, _folder);
        using var first = await kms.ServiceKeys.LeaseNewestAsync("first", "secrets-manager", Cancellation);
        using var second = await kms.ServiceKeys.LeaseNewestAsync("second", "secrets-manager", Cancellation);

        Assert.NotEqual(first.Key.Key.Bytes.ToArray(), second.Key.Key.Bytes.ToArray());
        Assert.NotEqual(first.Key.Id, second.Key.Id);
    }

    [Fact]
    public async Task Values_open_after_a_restart()
    {
        var scope = new EnvelopeScope("secrets-manager", "secret-version", "project", "secret", 1);
        byte[] envelope;
        using (var before = await KmsFixture.StartAsync(_database, _folder))
        {
            envelope = await before.Keyring.SealAsync(scope, "value"u8.ToArray(), Cancellation);
        }

        using var after = await KmsFixture.StartAsync(_database, _folder);
        using var opened = await after.Keyring.OpenAsync(scope, envelope, Cancellation);

        Assert.True(opened.Span.SequenceEqual("value"u8));
    }

    [Fact]
    public async Task An_unknown_term_is_refused()
    {
        using var kms = await KmsFixture.StartAsync(_database, _folder);
        foreach (var term in new[] { 1, 0, -1, int.MaxValue, int.MinValue })
        {
            await Assert.ThrowsAsync<EnvelopeException>(async () => await kms.ServiceKeys.LeaseAsync("project", "secrets-manager", term, Cancellation));
        }
    }

    [Fact]
    public void The_key_unused_for_longest_is_evicted_and_wiped_when_its_last_user_is_done()
    {
        using var cache = new WrappingKeyCache(capacity: 2, TimeProvider.System);
        var (old, used, added) = (NewKey(1), NewKey(2), NewKey(3));
        cache.Add("old", "secrets-manager", 1, old);
        cache.Add("used", "secrets-manager", 1, used);
        Assert.True(cache.TryLease("old", "secrets-manager", 1, out var inUse));
        Assert.True(cache.TryLease("used", "secrets-manager", 1, out var renewed));
        renewed.Value.Dispose();
        old.Key.Release();

        cache.Add("added", "secrets-manager", 1, added);

        Assert.False(cache.TryLease("old", "secrets-manager", 1, out _));
        Assert.Equal(2, cache.Count);
        Assert.Equal(1, inUse.Value.Key.Key.Bytes[0]);
        inUse.Value.Dispose();
        Assert.Throws<ObjectDisposedException>(() => old.Key.Bytes.Length);
    }

    [Fact]
    public void A_disposed_cache_wipes_its_keys()
    {
        var cache = new WrappingKeyCache(capacity: 2, TimeProvider.System);
        var key = NewKey(1);
        cache.Add("project", "secrets-manager", 1, key);
        key.Key.Release();

        cache.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.Key.Bytes.Length);
    }

    [Fact]
    public void What_is_the_newest_term_is_believed_for_seconds_and_a_term_for_an_hour()
    {
        var time = new SteppedTime();
        using var cache = new WrappingKeyCache(capacity: 4, time);
        var key = NewKey(1);
        cache.Add("project", "secrets-manager", WrappingKeyCache.NewestTerm, key);
        cache.Add("project", "secrets-manager", 1, key);
        key.Key.Release();

        time.Now += WrappingKeyCache.NewestLife;
        Assert.False(cache.TryLease("project", "secrets-manager", WrappingKeyCache.NewestTerm, out _));
        Assert.True(cache.TryLease("project", "secrets-manager", 1, out var lease));
        lease.Value.Dispose();

        time.Now += WrappingKeyCache.TermLife;
        Assert.False(cache.TryLease("project", "secrets-manager", 1, out _));
        Assert.Throws<ObjectDisposedException>(() => key.Key.Bytes.Length);
    }

    [Fact]
    public void A_forgotten_key_leaves_with_all_its_terms_and_no_other()
    {
        using var cache = new WrappingKeyCache(capacity: 4, TimeProvider.System);
        foreach (var (project, term) in new[] { ("mine", 0), ("mine", 1), ("other", 1) })
        {
            var key = NewKey(1);
            cache.Add(project, "secrets-manager", term, key);
            key.Key.Release();
        }

        cache.Remove("mine", "secrets-manager");

        Assert.Equal(1, cache.Count);
        Assert.True(cache.TryLease("other", "secrets-manager", 1, out var lease));
        lease.Value.Dispose();
    }

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private static WrappingKey NewKey(byte first)
    {
        var bytes = new byte[SecretKey.Size];
        bytes[0] = first;
        return new WrappingKey(first, Term: 1, new SecretKey(bytes));
    }
}

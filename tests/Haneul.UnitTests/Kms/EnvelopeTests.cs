using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Crypto;

namespace Haneul.UnitTests.Kms;

public sealed class EnvelopeTests : IAsyncLifetime
{
    private static readonly EnvelopeScope Scope = new("secrets-manager", "secret-version", "3f5c", "secret-1", 1);

    private readonly TemporaryFolder _folder = new();
    private KmsDatabase _database = null!;
    private KmsFixture _kms = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await KmsDatabase.OpenAsync();
        _kms = await KmsFixture.StartAsync(_database, _folder);
    }

    public async ValueTask DisposeAsync()
    {
        _kms.Dispose();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Whatever_is_sealed_opens_unchanged_in_its_own_scope()
        => Prop.ForAll<byte[], NonEmptyString, int>((value, resource, version) =>
        {
            var scope = Scope with { ResourceId = ValidUnicode(resource.Get), Version = version };
            var envelope = Wait(_kms.Keyring.SealAsync(scope, value, Cancellation));
            using var opened = Wait(_kms.Keyring.OpenAsync(scope, envelope, Cancellation));
            return opened.Span.SequenceEqual(value);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task Values_of_any_length_open(int length)
    {
        var value = new byte[length];
        value.AsSpan().Fill(0x5A);

        using var opened = await _kms.Keyring.OpenAsync(Scope, await SealAsync(Scope, value), Cancellation);

        Assert.True(opened.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task An_envelope_with_any_single_bit_flipped_does_not_open()
    {
        foreach (var scope in new[] { Scope, Scope with { ProjectId = "" } })
        {
            var envelope = await SealAsync(scope, "the value"u8.ToArray());
            for (var bit = 0; bit < envelope.Length * 8; bit++)
            {
                envelope[bit / 8] ^= (byte)(1 << (bit % 8));
                await AssertDoesNotOpenAsync(scope, envelope, $"bit {bit}");
                envelope[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public async Task An_envelope_cut_or_lengthened_anywhere_does_not_open()
    {
        var envelope = await SealAsync(Scope, "the value"u8.ToArray());
        for (var length = 0; length < envelope.Length; length++)
        {
            await AssertDoesNotOpenAsync(Scope, envelope[..length], $"first {length} bytes");
            await AssertDoesNotOpenAsync(Scope, envelope[^length..], $"last {length} bytes");
        }

        await AssertDoesNotOpenAsync(Scope, [.. envelope, 0], "one byte more");
    }

    [Fact]
    public async Task An_envelope_does_not_open_in_another_scope()
    {
        var envelope = await SealAsync(Scope, "the value"u8.ToArray());
        await SealAsync(Scope with { ProjectId = "other" }, "so that the project has a key"u8.ToArray());
        EnvelopeScope[] others =
        [
            Scope with { Purpose = "backup" },
            Scope with { ProjectId = "other" },
            Scope with { ProjectId = "never seen" },
            Scope with { ProjectId = "" },
            Scope with { ResourceId = "secret-2" },
            Scope with { ResourceId = "" },
            Scope with { ResourceId = "\uD800" },
            Scope with { Version = 2 },
            Scope with { Version = 0 },
            new("secrets-manager", "secret-versio", "3f5c", "nsecret-1", 1),
        ];

        foreach (var other in others)
        {
            await AssertDoesNotOpenAsync(other, envelope, other.ToString());
        }
    }

    [Fact]
    public async Task Parts_of_two_envelopes_of_one_scope_do_not_mix()
    {
        var first = await SealAsync(Scope, "first value"u8.ToArray());
        var second = await SealAsync(Scope, "other value"u8.ToArray());
        for (var cut = 22; cut < first.Length; cut++)
        {
            await AssertDoesNotOpenAsync(Scope, [.. first[..cut], .. second[cut..]], $"cut at {cut}");
        }
    }

    [Fact]
    public async Task Sealing_twice_shares_nothing_but_the_key_that_is_named()
    {
        var first = await SealAsync(Scope, new byte[32]);
        var second = await SealAsync(Scope, new byte[32]);

        Assert.Equal(first[..21], second[..21]);
        for (var at = 21; at + 12 <= first.Length; at += 12)
        {
            Assert.NotEqual(first[at..(at + 12)], second[at..(at + 12)]);
        }
    }

    [Fact]
    public async Task The_value_stands_nowhere_in_its_envelope()
    {
        var canary = Encoding.ASCII.GetBytes("canary-value-7f3a");

        var envelope = await SealAsync(Scope, canary);

        Assert.Equal(-1, envelope.AsSpan().IndexOf(canary.AsSpan(0, 6)));
    }

    [Fact]
    public async Task A_project_key_moved_to_another_project_opens_nothing()
    {
        var envelope = await SealAsync(Scope, "the value"u8.ToArray());
        _database.Execute("UPDATE kms_service_keys SET project_id = 'thief'");
        using var restarted = await KmsFixture.StartAsync(_database, _folder);

        await Assert.ThrowsAsync<EnvelopeException>(
            async () => await restarted.Keyring.OpenAsync(Scope with { ProjectId = "thief" }, envelope, Cancellation));
    }

    [Fact]
    public async Task Opening_with_a_cached_key_stays_within_its_budget()
    {
        var envelope = await SealAsync(Scope, new byte[256]);
        for (var round = 0; round < 50; round++)
        {
            Wait(_kms.Keyring.OpenAsync(Scope, envelope, CancellationToken.None)).Dispose();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            Wait(_kms.Keyring.OpenAsync(Scope, envelope, CancellationToken.None)).Dispose();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 1024);
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static string ValidUnicode(string text) => new([.. text.Where(character => !char.IsSurrogate(character))]);

    private ValueTask<byte[]> SealAsync(EnvelopeScope scope, byte[] value) => _kms.Keyring.SealAsync(scope, value, Cancellation);

    private async Task AssertDoesNotOpenAsync(EnvelopeScope scope, byte[] envelope, string what)
    {
        var thrown = await Record.ExceptionAsync(async () => (await _kms.Keyring.OpenAsync(scope, envelope, Cancellation)).Dispose());
        Assert.True(thrown is EnvelopeException, $"{what}: {thrown?.GetType().Name ?? "it opened"}");
    }
}

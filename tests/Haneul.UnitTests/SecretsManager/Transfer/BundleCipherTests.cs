using System.Security.Cryptography;
using Haneul.Security.SecretsManager.Transfer.Bundles;

namespace Haneul.UnitTests.SecretsManager.Transfer;

public sealed class BundleCipherTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, BundleCipher.SaltSize).Select(static index => (byte)index)];
    private static readonly byte[] Key = [.. Enumerable.Range(100, 32).Select(static index => (byte)index)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void A_content_of_any_length_comes_back(int length)
    {
        var content = Content(length);
        using var protection = BundleProtection.FromKey(Key, Salt);

        using var opened = BundleCipher.Open(BundleCipher.Seal(content, protection), protection);

        Assert.Equal(content, opened!.Span.ToArray());
    }

    [Fact]
    public void A_password_opens_what_it_has_closed_and_another_does_not()
    {
        using var protection = BundleProtection.FromPassword("correct horse battery", Salt, 1000);
        var bundle = BundleCipher.Seal(Content(100), protection);
        using var same = BundleProtection.FromPassword("correct horse battery", Salt, 1000);
        using var other = BundleProtection.FromPassword("correct horse batterz", Salt, 1000);
        using var opened = BundleCipher.Open(bundle, same);

        Assert.NotNull(opened);
        Assert.Null(BundleCipher.Open(bundle, other));
        Assert.Equal(1000, BundleCipher.ReadHeader(bundle)!.Value.Rounds);
    }

    [Fact]
    public void No_flipped_bit_goes_unnoticed()
    {
        using var protection = BundleProtection.FromKey(Key, Salt);
        var bundle = BundleCipher.Seal(Content(300), protection);
        for (var index = 0; index < bundle.Length; index++)
        {
            bundle[index] ^= 0x40;
            Assert.Null(OpenWhole(bundle, protection));
            bundle[index] ^= 0x40;
        }
    }

    [Fact]
    public void Chunks_that_are_cut_off_exchanged_or_added_are_noticed()
    {
        const int Header = 48;
        const int Chunk = (64 * 1024) + 16;
        using var protection = BundleProtection.FromKey(Key, Salt);
        var bundle = BundleCipher.Seal(Content(3 * 64 * 1024), protection);

        Assert.Null(OpenWhole(bundle[..(Header + Chunk)], protection));
        Assert.Null(OpenWhole(bundle[..(Header + (2 * Chunk))], protection));
        Assert.Null(OpenWhole([.. bundle[..Header], .. bundle[(Header + Chunk)..(Header + (2 * Chunk))], .. bundle[Header..(Header + Chunk)], .. bundle[(Header + (2 * Chunk))..]], protection));
        Assert.Null(OpenWhole([.. bundle, .. bundle[(Header + (2 * Chunk))..]], protection));
        foreach (var length in new[] { 0, 7, 47, 48, 63, bundle.Length - 1 })
        {
            Assert.Null(OpenWhole(bundle[..length], protection));
        }
    }

    [Fact]
    public void Rounds_are_bounded_before_any_work_is_done()
    {
        using var protection = BundleProtection.FromKey(Key, Salt);
        var bundle = BundleCipher.Seal(Content(1), protection);
        bundle[12] = 0x7F;

        Assert.Null(BundleCipher.ReadHeader(bundle));
    }

    [Fact]
    public void Two_bundles_under_one_key_have_keys_of_their_own()
    {
        using var first = BundleProtection.FromKey(Key, Salt);
        using var second = BundleProtection.FromKey(Key, SHA256.HashData(Salt));

        Assert.NotEqual(BundleCipher.Seal(Content(64), first)[48..], BundleCipher.Seal(Content(64), second)[48..]);
    }

    private static Haneul.Kernel.Crypto.SecretBuffer? OpenWhole(byte[] bundle, BundleProtection protection) =>
        BundleCipher.ReadHeader(bundle) is not null ? BundleCipher.Open(bundle, protection) : null;

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(static index => (byte)(index * 31))];
}

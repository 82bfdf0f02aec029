using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.UnitTests.Kms.Algorithms;

public sealed class MessageAuthenticationTests
{
    public static TheoryData<string, string> Algorithms => new()
    {
        { KeyAlgorithms.Hmac224, "hmac-sha-224.json" },
        { KeyAlgorithms.Hmac256, "hmac-sha-256.json" },
        { KeyAlgorithms.Hmac384, "hmac-sha-384.json" },
        { KeyAlgorithms.Hmac512, "hmac-sha-512.json" },
    };

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Published_HMACs_are_computed_and_forged_ones_refused(string algorithm, string file)
        => KnownAnswers.Load(file).AssertAll(39, 54, item =>
        {
            var (key, message, text) = (item.Bytes("key"), item.Bytes("message"), Convert.ToBase64String(item.Bytes("tag")));
            return MessageAuthentication.Verify(algorithm, key, message, text) == item.IsValid
                && (MessageAuthentication.Compute(algorithm, key, message) == text) == item.IsValid;
        });

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Whatever_is_authenticated_is_verified_and_nothing_else_is(string algorithm, string file)
    {
        _ = file;
        Prop.ForAll<byte[], byte[], byte[]>((key, message, other) =>
        {
            var hmac = MessageAuthentication.Compute(algorithm, key, message);
            return MessageAuthentication.Verify(algorithm, key, message, hmac)
                && MessageAuthentication.Verify(algorithm, key, other, hmac) == message.AsSpan().SequenceEqual(other);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Any_other_text_is_not_the_HMAC(string algorithm, string file)
    {
        _ = file;
        var hmac = MessageAuthentication.Compute(algorithm, "key"u8, "message"u8);
        var bytes = Convert.FromBase64String(hmac);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(IsHmac(Convert.ToBase64String(bytes)), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        string[] others = ["", "=", "====", hmac[..^1], hmac + "=", hmac + "\n", " " + hmac, Convert.ToHexString(bytes), Convert.ToBase64String(bytes[..^1]), Convert.ToBase64String([.. bytes, 0])];
        Assert.All(others, other => Assert.False(IsHmac(other), other));
        Assert.True(IsHmac(hmac));

        bool IsHmac(string text) => MessageAuthentication.Verify(algorithm, "key"u8, "message"u8, text);
    }

    [Theory]
    [InlineData(KeyAlgorithms.Hmac224, 28)]
    [InlineData(KeyAlgorithms.Hmac256, 32)]
    [InlineData(KeyAlgorithms.Hmac384, 48)]
    [InlineData(KeyAlgorithms.Hmac512, 64)]
    public void An_HMAC_has_the_length_of_its_hash(string algorithm, int length)
    {
        Assert.Equal(length, MessageAuthentication.HashLength(algorithm));
        Assert.Equal(length, Convert.FromBase64String(MessageAuthentication.Compute(algorithm, "key"u8, ""u8)).Length);
    }

    [Theory]
    [InlineData(KeyAlgorithms.Aes256Gcm)]
    [InlineData("HMAC-1")]
    public void Another_algorithm_makes_none(string algorithm)
        => Assert.Throws<ArgumentException>(() => MessageAuthentication.Compute(algorithm, "key"u8, "message"u8));
}

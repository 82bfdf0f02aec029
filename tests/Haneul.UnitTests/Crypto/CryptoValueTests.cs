using System.Security.Cryptography;
using Haneul.Kernel.Crypto;

namespace Haneul.UnitTests.Crypto;

public sealed class CryptoValueTests
{
    [Fact]
    public void Hashes_are_equal_when_all_their_bytes_are()
    {
        var bytes = SHA256.HashData("token"u8);
        var hash = Hash256.Of("token"u8);
        Assert.Equal(new Hash256(bytes), hash);
        Assert.Equal(new Hash256(bytes).GetHashCode(), hash.GetHashCode());
        Assert.Equal(bytes, hash.ToArray());
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] ^= 1;
            Assert.True(new Hash256(bytes) != hash, $"byte {index} does not count");
            bytes[index] ^= 1;
        }
    }

    [Fact]
    public void A_hash_does_not_show_itself_in_text() => Assert.Equal("Hash256", $"{Hash256.Of("token"u8)}");

    [Fact]
    public void Looking_up_a_hash_allocates_nothing()
    {
        var known = new Dictionary<Hash256, int> { [Hash256.Of("token"u8)] = 7 };
        _ = known.ContainsKey(Hash256.Of("token"u8));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = known.TryGetValue(Hash256.Of("token"u8), out var value);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(found);
        Assert.Equal(7, value);
    }

    [Fact]
    public void Parts_of_additional_data_cannot_be_shifted_into_each_other()
    {
        Assert.NotEqual(Join("ab", "c"), Join("a", "bc"));
        Assert.NotEqual(Join("ab", ""), Join("", "ab"));
        Assert.NotEqual(Join("a"), Join("a", ""));
    }

    [Fact]
    public void Additional_data_that_outgrows_its_buffer_is_the_same()
    {
        var part = new string('가', 100);
        var roomy = new AdditionalData(new byte[1024]);
        var tight = new AdditionalData(new byte[8]);
        foreach (var text in new[] { part, "b", part })
        {
            roomy.Add(text);
            tight.Add(text);
        }

        Assert.Equal(roomy.Bytes.ToArray(), tight.Bytes.ToArray());
        tight.Dispose();
    }

    [Fact]
    public void Texts_that_are_not_Unicode_are_refused_rather_than_made_alike()
        => Assert.Throws<System.Text.EncoderFallbackException>(() => Join("\uD800"));

    [Fact]
    public void A_secret_buffer_is_wiped_when_it_is_disposed()
    {
        var buffer = new SecretBuffer(64);
        buffer.Span.Fill(0xAB);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(buffer.Memory, out var segment));

        buffer.Dispose();

        Assert.All(segment.Array!.AsSpan(segment.Offset, 64).ToArray(), value => Assert.Equal(0, value));
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Fact]
    public void A_key_is_wiped_by_its_last_holder_and_not_before()
    {
        var key = new SecretKey(SHA256.HashData("key"u8));
        Assert.True(key.TryHold());
        key.Release();
        Assert.Equal(SHA256.HashData("key"u8), key.Bytes.ToArray());

        key.Release();

        Assert.Throws<ObjectDisposedException>(() => key.Bytes.Length);
        Assert.False(key.TryHold());
    }

    [Fact]
    public void Derived_keys_follow_RFC_5869()
    {
        // RFC 5869 appendix A.1 uses a key of 22 bytes; ours have 32, so the expectation comes from the definition: extract, then expand.
        var (secret, salt, use) = (SHA256.HashData("key"u8), new byte[32], "use"u8.ToArray());
        var extracted = HMACSHA256.HashData(salt, secret);
        var expected = HMACSHA256.HashData(extracted, (byte[])[.. use, 1]);
        var derived = new byte[32];

        new SecretKey(secret).Derive(salt, use, derived);

        Assert.Equal(expected, derived);
    }

    private static byte[] Join(params string[] parts)
    {
        var additionalData = new AdditionalData(new byte[64]);
        foreach (var part in parts)
        {
            additionalData.Add(part);
        }

        return additionalData.Bytes.ToArray();
    }
}

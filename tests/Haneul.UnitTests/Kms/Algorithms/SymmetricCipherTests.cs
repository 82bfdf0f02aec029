using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.UnitTests.Kms.Algorithms;

public sealed class SymmetricCipherTests
{
    private static readonly KeyVersionScope Scope = new("project-1", "key-1", 3);
    private static readonly SystemRandomSource Random = new();
    private static readonly byte[] KeyBytes = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private static readonly SecretKey Key = new(KeyBytes);

    [Fact]
    public void A_ciphertext_that_was_computed_elsewhere_is_made_and_read()
    {
        // By another library from the description of the format alone: it may never change, since callers keep what they are given.
        const string Text = "kckms:v3:QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl97cFmzriFgnUADeNv6SYcZ6oGqnEfKgrlU";
        var plaintext = "값 hello"u8.ToArray();

        Assert.Equal(Text, SymmetricCipher.Encrypt(Key, Scope, plaintext, "invoice 7"u8, new CountingRandomSource(64)));
        Assert.Equal(plaintext, Decrypt(Scope, Text, "invoice 7"u8));
    }

    [Fact]
    public void Whatever_is_encrypted_decrypts_to_the_same()
        => Prop.ForAll<byte[], byte[], PositiveInt>((plaintext, aad, version) =>
        {
            var scope = Scope with { Version = version.Get };
            return plaintext.AsSpan().SequenceEqual(Decrypt(scope, SymmetricCipher.Encrypt(Key, scope, plaintext, aad, Random), aad));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1999)]
    [InlineData(2000)]
    [InlineData(2001)]
    [InlineData(1_000_000)]
    public void Plaintexts_of_any_length_decrypt(int length)
    {
        var plaintext = new byte[length];
        plaintext.AsSpan().Fill(0x5A);

        Assert.Equal(plaintext, Decrypt(Scope, SymmetricCipher.Encrypt(Key, Scope, plaintext, [], Random), []));
    }

    [Fact]
    public void The_payload_is_what_its_description_says()
        => Prop.ForAll<byte[], byte[]>((plaintext, aad) =>
        {
            var text = SymmetricCipher.Encrypt(Key, Scope, plaintext, aad, Random);
            var payload = Convert.FromBase64String(text["kckms:v3:".Length..]);

            // RFC 5869 by hand: extract, then one block of expand.
            var extracted = HMACSHA256.HashData(payload.AsSpan(0, 32), KeyBytes);
            var messageKey = HMACSHA256.HashData(extracted, (byte[])[.. "haneul kms AES256-GCM96 1"u8, 1]);
            using var cipher = new AesGcm(messageKey, 16);
            var opened = new byte[payload.Length - 48];
            cipher.Decrypt(new byte[12], payload.AsSpan()[32..^16], payload.AsSpan()[^16..], opened, Bound("project-1", "key-1", 3, aad));
            return opened.AsSpan().SequenceEqual(plaintext);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_ciphertext_with_any_single_bit_flipped_does_not_decrypt()
    {
        var payload = Payload(SymmetricCipher.Encrypt(Key, Scope, "the plaintext"u8, "aad"u8, Random));
        for (var bit = 0; bit < payload.Length * 8; bit++)
        {
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Decrypt(Scope, CiphertextText.Format(3, payload), "aad"u8));
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.NotNull(Decrypt(Scope, CiphertextText.Format(3, payload), "aad"u8));
    }

    [Fact]
    public void A_ciphertext_cut_or_lengthened_anywhere_does_not_decrypt()
    {
        var payload = Payload(SymmetricCipher.Encrypt(Key, Scope, "the plaintext"u8, [], Random));
        for (var length = 1; length < payload.Length; length++)
        {
            Assert.Null(Decrypt(Scope, CiphertextText.Format(3, payload.AsSpan(0, length)), []));
            Assert.Null(Decrypt(Scope, CiphertextText.Format(3, payload.AsSpan(length)), []));
        }

        Assert.Null(Decrypt(Scope, CiphertextText.Format(3, [.. payload, 0]), []));
    }

    [Fact]
    public void A_text_with_any_character_changed_does_not_decrypt()
    {
        var text = SymmetricCipher.Encrypt(Key, Scope, "the plaintext"u8, [], Random);
        Prop.ForAll<int, char>((at, with) =>
        {
            var changed = new StringBuilder(text) { [(int)((uint)at % text.Length)] = with }.ToString();
            return changed == text || !CiphertextText.TryParse(changed, out _) || Decrypt(Scope, changed, []) is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Other_additional_data_does_not_decrypt_it()
        => Prop.ForAll<byte[], byte[]>((aad, other) =>
            (Decrypt(Scope, SymmetricCipher.Encrypt(Key, Scope, "the plaintext"u8, aad, Random), other) is not null) == aad.AsSpan().SequenceEqual(other))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_ciphertext_does_not_decrypt_in_another_scope_or_under_another_key()
    {
        var text = SymmetricCipher.Encrypt(Key, Scope, "the plaintext"u8, "aad"u8, Random);
        var payload = Payload(text);
        KeyVersionScope[] others =
        [
            Scope with { ProjectId = "project-2" },
            Scope with { ProjectId = "" },
            Scope with { KeyId = "key-2" },
            new("project-1key", "-1", 3),
            new("key-1", "project-1", 3),
        ];

        Assert.All(others, other => Assert.Null(Decrypt(other, text, "aad"u8)));
        Assert.Null(Decrypt(Scope with { Version = 4 }, text, "aad"u8));
        Assert.Null(Decrypt(Scope with { Version = 4 }, CiphertextText.Format(4, payload), "aad"u8));
        Assert.Null(Decrypt(Scope, CiphertextText.Format(4, payload), "aad"u8));
        Assert.Null(Decrypt(Scope, text, "aad"u8, new SecretKey([.. KeyBytes.Reverse()])));
        Assert.NotNull(Decrypt(Scope, text, "aad"u8));
    }

    [Fact]
    public void Parts_of_two_ciphertexts_of_one_key_do_not_mix()
    {
        var first = Payload(SymmetricCipher.Encrypt(Key, Scope, "first plaintext"u8, [], Random));
        var second = Payload(SymmetricCipher.Encrypt(Key, Scope, "other plaintext"u8, [], Random));
        for (var cut = 1; cut < first.Length; cut++)
        {
            Assert.Null(Decrypt(Scope, CiphertextText.Format(3, [.. first[..cut], .. second[cut..]]), []));
        }
    }

    [Fact]
    public void Encrypting_twice_shares_nothing()
    {
        var first = Payload(SymmetricCipher.Encrypt(Key, Scope, new byte[32], [], Random));
        var second = Payload(SymmetricCipher.Encrypt(Key, Scope, new byte[32], [], Random));
        for (var at = 0; at + 8 <= first.Length; at += 8)
        {
            Assert.NotEqual(first[at..(at + 8)], second[at..(at + 8)]);
        }
    }

    private static byte[] Payload(string text) => Convert.FromBase64String(text["kckms:v3:".Length..]);

    private static byte[]? Decrypt(KeyVersionScope scope, string text, ReadOnlySpan<byte> aad, SecretKey? key = null)
    {
        Assert.True(CiphertextText.TryParse(text, out var parsed));
        if (!SymmetricCipher.TryDecrypt(key ?? Key, scope, parsed, aad, out var plaintext))
        {
            return null;
        }

        using (plaintext)
        {
            return plaintext.Span.ToArray();
        }
    }

    private static byte[] Bound(string project, string key, int version, byte[] aad)
    {
        var versionBytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(versionBytes, version);
        byte[][] parts = ["haneul kms ciphertext"u8.ToArray(), Encoding.UTF8.GetBytes(project), Encoding.UTF8.GetBytes(key), versionBytes, aad];
        var bound = new List<byte>();
        foreach (var part in parts)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            bound.AddRange([.. length, .. part]);
        }

        return [.. bound];
    }
}

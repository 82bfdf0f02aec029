using Haneul.Kernel.Crypto;

namespace Haneul.UnitTests.Kms.Algorithms;

/// <summary>The platform's AES-256-GCM as the product calls it.</summary>
public sealed class AesGcmVectorTests
{
    private static readonly KnownAnswers Answers = KnownAnswers.Load("aes-256-gcm.json");

    [Fact]
    public void Published_ciphertexts_decrypt_and_forged_ones_do_not() => Answers.AssertAll(46, 52, item =>
    {
        var plaintext = new byte[item.Bytes("ciphertext").Length];
        plaintext.AsSpan().Fill(0xA5);
        var isOpened = AesGcmPool.TryDecryptOnce(
            item.Bytes("key"), item.Bytes("iv"), item.Bytes("ciphertext"), item.Bytes("tag"), plaintext, item.Bytes("aad"));
        var expected = item.IsValid ? item.Bytes("plaintext") : new byte[plaintext.Length];
        return isOpened == item.IsValid && plaintext.AsSpan().SequenceEqual(expected);
    });

    [Fact]
    public void Published_plaintexts_encrypt_to_their_ciphertexts() => Answers.AssertAll(46, 52, item =>
    {
        var plaintext = item.Bytes("plaintext");
        var ciphertext = new byte[plaintext.Length];
        var tag = new byte[AesGcmPool.TagSize];
        AesGcmPool.EncryptOnce(item.Bytes("key"), item.Bytes("iv"), plaintext, ciphertext, tag, item.Bytes("aad"));
        return !item.IsValid || (ciphertext.AsSpan().SequenceEqual(item.Bytes("ciphertext")) && tag.AsSpan().SequenceEqual(item.Bytes("tag")));
    });

    [Fact]
    public void A_pooled_cipher_agrees_with_the_published_values() => Answers.AssertAll(46, 52, item =>
    {
        using var pool = new AesGcmPool(item.Bytes("key"));
        var plaintext = new byte[item.Bytes("ciphertext").Length];

        // Twice, so that the second call gets the instance that the first has left.
        var first = pool.TryDecrypt(item.Bytes("iv"), item.Bytes("ciphertext"), item.Bytes("tag"), plaintext, item.Bytes("aad"));
        var second = pool.TryDecrypt(item.Bytes("iv"), item.Bytes("ciphertext"), item.Bytes("tag"), plaintext, item.Bytes("aad"));
        return first == item.IsValid && second == item.IsValid && (!item.IsValid || plaintext.AsSpan().SequenceEqual(item.Bytes("plaintext")));
    });
}

using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.UnitTests.Kms.Algorithms;

public sealed class AsymmetricCipherTests
{
    private static readonly KeySpec Spec = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.AsymmetricEncryption, KeyAlgorithms.Rsa2048)!;

    [Fact]
    public void Published_ciphertexts_decrypt_and_those_with_bad_padding_or_a_label_do_not()
    {
        var answers = KnownAnswers.Load("rsa-2048-oaep-sha-256.json");
        using var key = AsymmetricKey.FromPrivateKey(Spec, answers.Bytes("privateKey"));
        var opened = 0;
        answers.AssertAll(18, 17, item =>
        {
            // Ours have no label, so a ciphertext under one is not ours.
            var expected = item.IsValid && item.Bytes("label").Length == 0;
            var bytes = item.Bytes("ciphertext");
            if (bytes.Length == 0)
            {
                return !CiphertextText.TryParse("kckms:v1:", out _);
            }

            var plaintext = Decrypt(key, CiphertextText.Format(1, bytes));
            opened += plaintext is null ? 0 : 1;
            return expected ? plaintext is not null && plaintext.AsSpan().SequenceEqual(item.Bytes("plaintext")) : plaintext is null;
        });
        Assert.Equal(10, opened);
    }

    [Fact]
    public void Whatever_the_public_key_encrypts_the_private_one_decrypts()
    {
        using var key = NewKey();
        using var publicKey = AsymmetricKey.FromPublicKey(Spec, key.ExportPublicKey());
        Prop.ForAll<byte[]>(plaintext =>
        {
            var fitting = plaintext.AsSpan()[..Math.Min(plaintext.Length, AsymmetricCipher.LargestPlaintext)].ToArray();
            return fitting.AsSpan().SequenceEqual(Decrypt(key, AsymmetricCipher.Encrypt(publicKey, 1, fitting)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void A_plaintext_may_have_190_bytes_and_no_more()
    {
        using var key = NewKey();

        Assert.Equal(190, AsymmetricCipher.LargestPlaintext);
        Assert.Equal(190, Decrypt(key, AsymmetricCipher.Encrypt(key, 1, new byte[190]))!.Length);
        Assert.Empty(Decrypt(key, AsymmetricCipher.Encrypt(key, 1, []))!);
        Assert.Throws<ArgumentOutOfRangeException>(() => AsymmetricCipher.Encrypt(key, 1, new byte[191]));
    }

    [Fact]
    public void A_ciphertext_with_any_byte_changed_does_not_decrypt()
    {
        using var key = NewKey();
        var text = AsymmetricCipher.Encrypt(key, 1, "the plaintext"u8);
        var payload = Convert.FromBase64String(text["kckms:v1:".Length..]);
        for (var at = 0; at < payload.Length; at++)
        {
            payload[at] ^= 0x10;
            Assert.Null(Decrypt(key, CiphertextText.Format(1, payload)));
            payload[at] ^= 0x10;
        }

        Assert.Null(Decrypt(key, CiphertextText.Format(1, payload.AsSpan()[..^1])));
        Assert.Null(Decrypt(key, CiphertextText.Format(1, [.. payload, 0])));
        Assert.Null(Decrypt(key, CiphertextText.Format(1, [0, .. payload])));
        Assert.Null(Decrypt(key, CiphertextText.Format(2, payload)));
        Assert.NotNull(Decrypt(key, text));
    }

    [Fact]
    public void Another_key_does_not_decrypt_it_and_a_key_that_signs_neither()
    {
        using var key = NewKey();
        using var other = NewKey();
        var text = AsymmetricCipher.Encrypt(key, 1, "the plaintext"u8);
        Assert.Null(Decrypt(other, text));

        var signing = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.Rsa2048)!;
        using var material = KeyMaterial.Generate(signing, new SystemRandomSource());
        using var signer = AsymmetricKey.FromPrivateKey(signing, material.Span);
        Assert.Throws<InvalidOperationException>(() => AsymmetricCipher.Encrypt(signer, 1, "the plaintext"u8));
        Assert.Throws<InvalidOperationException>(() => Decrypt(signer, text));
    }

    private static AsymmetricKey NewKey()
    {
        using var material = KeyMaterial.Generate(Spec, new SystemRandomSource());
        return AsymmetricKey.FromPrivateKey(Spec, material.Span);
    }

    private static byte[]? Decrypt(AsymmetricKey key, string text)
    {
        Assert.True(CiphertextText.TryParse(text, out var parsed));
        if (!AsymmetricCipher.TryDecrypt(key, 1, parsed, out var plaintext))
        {
            return null;
        }

        using (plaintext)
        {
            return plaintext.Span.ToArray();
        }
    }
}

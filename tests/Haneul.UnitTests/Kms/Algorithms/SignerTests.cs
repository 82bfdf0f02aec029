using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.UnitTests.Kms.Algorithms;

public sealed class SignerTests
{
    public static TheoryData<string> Algorithms => [KeyAlgorithms.Rsa2048, KeyAlgorithms.EcdsaP256];

    [Fact]
    public void Published_PSS_signatures_are_judged_as_published() => AssertJudged("rsa-2048-pss-sha-256.json", KeyAlgorithms.Rsa2048, 63, 40);

    [Fact]
    public void Published_ECDSA_signatures_are_judged_as_published() => AssertJudged("ecdsa-p256-sha-256.json", KeyAlgorithms.EcdsaP256, 150, 252);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Whatever_is_signed_is_verified_with_the_public_key_and_nothing_else_is(string algorithm)
    {
        using var key = NewKey(algorithm);
        using var publicKey = AsymmetricKey.FromPublicKey(key.Spec, key.ExportPublicKey());
        Prop.ForAll<byte[], byte[]>((message, other) =>
        {
            var signature = Signer.Sign(key, message);
            return Signer.Verify(publicKey, message, signature)
                && Signer.Verify(publicKey, other, signature) == message.AsSpan().SequenceEqual(other);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_signature_with_any_single_bit_flipped_is_none(string algorithm)
    {
        using var key = NewKey(algorithm);
        var signature = Convert.FromBase64String(Signer.Sign(key, "message"u8));
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Signer.Verify(key, "message"u8, signature), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(Signer.Verify(key, "message"u8, signature));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Text_that_is_no_signature_is_none_and_no_fault(string algorithm)
    {
        using var key = NewKey(algorithm);
        var signature = Signer.Sign(key, "message"u8);
        string[] others =
        [
            "", "=", "====", "AA==", "not Base64", signature + "\n", " " + signature, signature + "AAAA", signature[..^4], Convert.ToBase64String(new byte[256]),
            Convert.ToBase64String(new byte[257]), Convert.ToBase64String(new byte[100_000]),
        ];
        Assert.All(others, other => Assert.False(Signer.Verify(key, "message"u8, other), other));
        Prop.ForAll<string?>(text => !Signer.Verify(key, "message"u8, text)).Check(Config.QuickThrowOnFailure);
        Prop.ForAll<byte[]>(bytes => !Signer.Verify(key, "message"u8, bytes)).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void A_signature_of_another_padding_hash_or_key_is_none()
    {
        using var key = NewKey(KeyAlgorithms.Rsa2048);
        using var material = KeyMaterial.Generate(key.Spec, new SystemRandomSource());
        using var own = AsymmetricKey.FromPrivateKey(key.Spec, material.Span);
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(material.Span, out _);
        var message = "message"u8.ToArray();

        Assert.True(Signer.Verify(own, message, rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        Assert.False(Signer.Verify(own, message, rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.False(Signer.Verify(own, message, rsa.SignData(message, HashAlgorithmName.SHA512, RSASignaturePadding.Pss)));
        Assert.False(Signer.Verify(key, message, rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
    }

    [Fact]
    public void A_key_that_encrypts_does_not_sign()
    {
        var spec = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.AsymmetricEncryption, KeyAlgorithms.Rsa2048)!;
        using var material = KeyMaterial.Generate(spec, new SystemRandomSource());
        using var key = AsymmetricKey.FromPrivateKey(spec, material.Span);

        Assert.Throws<InvalidOperationException>(() => Signer.Sign(key, "message"u8));
        Assert.Throws<InvalidOperationException>(() => Signer.Verify(key, "message"u8, "AA=="));
    }

    private static void AssertJudged(string file, string algorithm, int valid, int invalid)
    {
        var answers = KnownAnswers.Load(file);
        var keys = answers.List("keys").Select(key => AsymmetricKey.FromPublicKey(Spec(algorithm), key)).ToList();
        answers.AssertAll(valid, invalid, item =>
        {
            var (key, message, signature) = (keys[item.Number("key")], item.Bytes("message"), item.Bytes("signature"));
            return Signer.Verify(key, message, signature) == item.IsValid
                && Signer.Verify(key, message, Convert.ToBase64String(signature)) == item.IsValid;
        });
        keys.ForEach(key => key.Dispose());
    }

    private static KeySpec Spec(string algorithm) => KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, algorithm)!;

    private static AsymmetricKey NewKey(string algorithm)
    {
        using var material = KeyMaterial.Generate(Spec(algorithm), new SystemRandomSource());
        return AsymmetricKey.FromPrivateKey(Spec(algorithm), material.Span);
    }
}

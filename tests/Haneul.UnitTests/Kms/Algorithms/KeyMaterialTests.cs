using System.Security.Cryptography;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.UnitTests.Kms.Algorithms;

public sealed class KeyMaterialTests
{
    [Fact]
    public void The_combinations_are_those_of_the_contract()
    {
        Assert.Equal(
            [
                "SYMMETRIC SYMMETRIC_ENCRYPT_DECRYPT AES256-GCM96",
                "ASYMMETRIC ASYMMETRIC_ENCRYPT_DECRYPT RSA-2048",
                "ASYMMETRIC DIGITAL_SIGNATURE RSA-2048",
                "ASYMMETRIC DIGITAL_SIGNATURE ECDSA-P256",
                "SYMMETRIC HMAC HMAC-224",
                "SYMMETRIC HMAC HMAC-256",
                "SYMMETRIC HMAC HMAC-384",
                "SYMMETRIC HMAC HMAC-512",
            ],
            KeyAlgorithms.All.Select(spec => $"{spec.Type} {spec.Purpose} {spec.Algorithm}"));
        Assert.All(KeyAlgorithms.All, spec => Assert.Same(spec, KeyAlgorithms.Find(spec.Type, spec.Purpose, spec.Algorithm)));
    }

    [Fact]
    public void Every_other_combination_of_the_contracts_words_is_none()
    {
        var found =
            from type in KeyAlgorithms.All.Select(spec => spec.Type).Distinct()
            from purpose in KeyAlgorithms.All.Select(spec => spec.Purpose).Distinct()
            from algorithm in KeyAlgorithms.All.Select(spec => spec.Algorithm).Distinct()
            where KeyAlgorithms.Find(type, purpose, algorithm) is not null
            select algorithm;

        Assert.Equal(8, found.Count());
        Assert.Null(KeyAlgorithms.Find("symmetric", "HMAC", "HMAC-256"));
        Assert.Null(KeyAlgorithms.Find("", "", ""));
    }

    [Theory]
    [InlineData(KeyPurposes.SymmetricEncryption, KeyAlgorithms.Aes256Gcm, 32)]
    [InlineData(KeyPurposes.Hmac, KeyAlgorithms.Hmac224, 28)]
    [InlineData(KeyPurposes.Hmac, KeyAlgorithms.Hmac256, 32)]
    [InlineData(KeyPurposes.Hmac, KeyAlgorithms.Hmac384, 48)]
    [InlineData(KeyPurposes.Hmac, KeyAlgorithms.Hmac512, 64)]
    public void A_symmetric_key_is_as_many_random_bytes_as_its_algorithm_needs(string purpose, string algorithm, int length)
    {
        var spec = KeyAlgorithms.Find(KeyTypes.Symmetric, purpose, algorithm)!;

        using var material = KeyMaterial.Generate(spec, new CountingRandomSource());

        Assert.Equal(Enumerable.Range(0, length).Select(value => (byte)value), material.Span.ToArray());
    }

    [Fact]
    public void Each_RSA_key_is_another_of_2048_bits_with_the_usual_exponent()
    {
        var spec = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.Rsa2048)!;
        var moduli = new List<string>();
        for (var count = 0; count < 2; count++)
        {
            using var material = KeyMaterial.Generate(spec, new SystemRandomSource());
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(material.Span, out var read);
            var parameters = rsa.ExportParameters(includePrivateParameters: true);
            Assert.Equal(material.Length, read);
            Assert.Equal(2048, rsa.KeySize);
            Assert.Equal([1, 0, 1], parameters.Exponent!);
            moduli.Add(Convert.ToHexString(parameters.Modulus!));
        }

        Assert.NotEqual(moduli[0], moduli[1]);
    }

    [Fact]
    public void Each_ECDSA_key_is_another_on_P256()
    {
        var spec = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.EcdsaP256)!;
        var scalars = new List<string>();
        for (var count = 0; count < 2; count++)
        {
            using var material = KeyMaterial.Generate(spec, new SystemRandomSource());
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(material.Span, out var read);
            var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
            Assert.Equal(material.Length, read);
            Assert.Equal("1.2.840.10045.3.1.7", parameters.Curve.Oid.Value);
            scalars.Add(Convert.ToHexString(parameters.D!));
        }

        Assert.NotEqual(scalars[0], scalars[1]);
    }

    [Fact]
    public void The_public_key_is_PEM_that_the_platform_reads_and_holds_no_private_part()
    {
        foreach (var spec in KeyAlgorithms.All.Where(spec => spec.IsAsymmetric))
        {
            using var material = KeyMaterial.Generate(spec, new SystemRandomSource());
            using var key = AsymmetricKey.FromPrivateKey(spec, material.Span);
            var pem = PublicKeyText.ToPem(key.ExportPublicKey());

            Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", pem, StringComparison.Ordinal);
            Assert.EndsWith("\n-----END PUBLIC KEY-----\n", pem, StringComparison.Ordinal);
            using AsymmetricAlgorithm read = spec.Algorithm == KeyAlgorithms.Rsa2048 ? RSA.Create() : ECDsa.Create();
            read.ImportFromPem(pem);
            Assert.Equal(key.ExportPublicKey(), read.ExportSubjectPublicKeyInfo());
            Assert.ThrowsAny<CryptographicException>(() => read.ExportPkcs8PrivateKey());
        }
    }

    [Fact]
    public void Material_of_another_kind_is_not_taken_for_a_key()
    {
        var rsa = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.Rsa2048)!;
        var ecdsa = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.EcdsaP256)!;
        using var ofRsa = KeyMaterial.Generate(rsa, new SystemRandomSource());
        using var shortRsa = RSA.Create(1024);
        using var otherCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var brainpool = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);

        Assert.ThrowsAny<CryptographicException>(() => AsymmetricKey.FromPrivateKey(ecdsa, ofRsa.Span));
        Assert.ThrowsAny<CryptographicException>(() => AsymmetricKey.FromPrivateKey(rsa, [.. ofRsa.Span, 0]));
        Assert.ThrowsAny<CryptographicException>(() => AsymmetricKey.FromPrivateKey(rsa, ofRsa.Span[..^1]));
        Assert.ThrowsAny<CryptographicException>(() => AsymmetricKey.FromPrivateKey(rsa, shortRsa.ExportPkcs8PrivateKey()));
        Assert.ThrowsAny<CryptographicException>(() => AsymmetricKey.FromPrivateKey(ecdsa, otherCurve.ExportPkcs8PrivateKey()));
        Assert.ThrowsAny<CryptographicException>(() => AsymmetricKey.FromPublicKey(ecdsa, brainpool.ExportSubjectPublicKeyInfo()));
        Assert.Throws<ArgumentException>(() => AsymmetricKey.FromPrivateKey(KeyAlgorithms.All[0], ofRsa.Span));
    }
}

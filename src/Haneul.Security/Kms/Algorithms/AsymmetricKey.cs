using System.Security.Cryptography;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>
/// A key pair, or its public half, ready to be used. Importing one costs several times what a signature does (docs/adr/0013), so whoever
/// uses a key often keeps a few of these. An instance must be in the hands of one thread at a time: the platform promises no more.
/// </summary>
internal sealed class AsymmetricKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private AsymmetricKey(KeySpec spec, AsymmetricAlgorithm key)
    {
        Spec = spec;
        _key = key;
    }

    /// <summary>What the key is.</summary>
    public KeySpec Spec { get; }

    /// <summary>Imports a key pair from what <see cref="KeyMaterial"/> made.</summary>
    /// <exception cref="CryptographicException">
    /// It is no such key. Material comes out of an authenticated envelope, so this is no expected failure.
    /// </exception>
    public static AsymmetricKey FromPrivateKey(KeySpec spec, ReadOnlySpan<byte> pkcs8)
    {
        var key = Create(spec);
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out var read);
            Require(key, pkcs8.Length, read);
            return new AsymmetricKey(spec, key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Imports the public half: enough to encrypt and to verify, so that the private one need not be opened for that.</summary>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static AsymmetricKey FromPublicKey(KeySpec spec, ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = Create(spec);
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            Require(key, subjectPublicKeyInfo.Length, read);
            return new AsymmetricKey(spec, key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The public half as DER, the SubjectPublicKeyInfo of RFC 5280.</summary>
    public byte[] ExportPublicKey() => _key.ExportSubjectPublicKeyInfo();

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    /// <summary>The RSA key of one purpose. A key of another is a fault of the caller: it would be used for what its owner did not choose.</summary>
    internal RSA RsaFor(string purpose) => (RSA)For(purpose);

    /// <summary>The key that signs.</summary>
    internal AsymmetricAlgorithm ForSignatures() => For(KeyPurposes.Signature);

    private static AsymmetricAlgorithm Create(KeySpec spec) => spec.Algorithm switch
    {
        KeyAlgorithms.Rsa2048 => RSA.Create(),
        KeyAlgorithms.EcdsaP256 => ECDsa.Create(),
        _ => throw new ArgumentException("The algorithm has no key pair.", nameof(spec)),
    };

    private static void Require(AsymmetricAlgorithm key, int length, int read)
    {
        var isOfThisKind = key is RSA
            ? key.KeySize == 2048
            : key.KeySize == 256 && string.Equals(((ECDsa)key).ExportParameters(includePrivateParameters: false).Curve.Oid.Value, "1.2.840.10045.3.1.7", StringComparison.Ordinal);
        if (read != length || !isOfThisKind)
        {
            throw new CryptographicException("The key is of another kind than its row says.");
        }
    }

    private AsymmetricAlgorithm For(string purpose) => Spec.Purpose == purpose
        ? _key
        : throw new InvalidOperationException($"The key is there for {Spec.Purpose}, not for {purpose}.");
}

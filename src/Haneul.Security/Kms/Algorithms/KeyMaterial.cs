using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>
/// The secret half of a key version as it is kept, enclosed in an envelope: 32 bytes for AES, as many bytes as the hash is long for HMAC
/// (what RFC 2104 recommends and NIST SP 800-107 asks for full strength), PKCS#8 for RSA and ECDSA.
/// </summary>
internal static class KeyMaterial
{
    private const int RsaBits = 2048;

    // PKCS#8 of RSA-2048 is below 1,220 bytes and of P-256 below 160.
    private const int LargestPrivateKey = 2048;

    /// <summary>
    /// Makes the material of a new key version. The caller disposes, and so wipes, it. Finding the primes of an RSA key takes tenths of a second: never
    /// do it inside a transaction.
    /// </summary>
    public static SecretBuffer Generate(KeySpec spec, IRandomSource random)
    {
        if (!spec.IsAsymmetric)
        {
            var material = new SecretBuffer(SymmetricLength(spec.Algorithm));
            random.Fill(material.Span);
            return material;
        }

        // These two alone do not draw from IRandomSource: the platform's key generation takes no source of ours, and primes or scalars made by hand
        // from one would be worse than what it does with the operating system's generator.
        if (spec.Algorithm == KeyAlgorithms.Rsa2048)
        {
            // The exponent is 65537: the platform makes no other.
            using var rsa = RSA.Create(RsaBits);
            return Export(rsa);
        }

        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Export(ecdsa);
    }

    /// <summary>Length of the material of a symmetric algorithm, in bytes.</summary>
    public static int SymmetricLength(string algorithm) => algorithm switch
    {
        KeyAlgorithms.Aes256Gcm => AesGcmPool.KeySize,
        _ => MessageAuthentication.HashLength(algorithm),
    };

    private static SecretBuffer Export(AsymmetricAlgorithm key)
    {
        using var roomy = new SecretBuffer(LargestPrivateKey);
        if (!key.TryExportPkcs8PrivateKey(roomy.Span, out var length))
        {
            throw new CryptographicException("A private key is longer than any of its kind.");
        }

        var material = new SecretBuffer(length);
        roomy.Span[..length].CopyTo(material.Span);
        return material;
    }
}

using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.SecretsManager.Transfer.Bundles;

/// <summary>What a bundle is encrypted with, before the key of the one bundle is derived of it. Wiped when it is disposed.</summary>
internal sealed class BundleProtection : IDisposable
{
    /// <summary>Rounds of PBKDF2-HMAC-SHA512 of new bundles: OWASP's number, as for passwords of users.</summary>
    public const int NewRounds = 210_000;

    /// <summary>Most rounds that a bundle may ask for.</summary>
    public const int MostRounds = 1_000_000;

    private readonly byte[] _material;

    private BundleProtection(int rounds, byte[] salt, byte[] material)
    {
        Rounds = rounds;
        Salt = salt;
        _material = material;
    }

    /// <summary>Rounds of PBKDF2; 0 for a key.</summary>
    public int Rounds { get; }

    /// <summary>Random, per bundle.</summary>
    public byte[] Salt { get; }

    /// <summary>The slow way: a password.</summary>
    public static BundleProtection FromPassword(string password, byte[] salt, int rounds)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return new(rounds, salt, Rfc2898DeriveBytes.Pbkdf2(bytes, salt, rounds, HashAlgorithmName.SHA512, AesGcmPool.KeySize));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The fast way: a key of 32 bytes, which is copied.</summary>
    public static BundleProtection FromKey(ReadOnlySpan<byte> key, byte[] salt) => new(0, salt, key.ToArray());

    /// <summary>A cipher under the key of the one bundle: without this step a key that is used for two bundles would see the same nonces twice.</summary>
    public AesGcmPool ToCipher(ReadOnlySpan<byte> purpose)
    {
        Span<byte> key = stackalloc byte[AesGcmPool.KeySize];
        try
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, _material, key, Salt, purpose);
            return new AesGcmPool(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <inheritdoc />
    public void Dispose() => CryptographicOperations.ZeroMemory(_material);
}

using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>
/// Secrets of access keys. They are 512 random bits, so a MAC under the pepper keeps them as well as a slow hash would, at a
/// thousandth of the cost; a sign-in with a key must stay cheap (architecture, hot paths).
/// </summary>
internal sealed class AccessKeySecrets(ISystemKeys keys, IdGenerator ids)
{
    /// <summary>Bounds of a secret that a user chooses: short ones can be guessed.</summary>
    public const int ShortestSecret = 8;
    public const int LongestSecret = 255;

    private static readonly byte[] NoHash = new byte[Hash256.Size];

    /// <summary>A new secret: 64 random bytes, URL-safe, as stock Keystone makes them.</summary>
    public string Generate() => ids.NewUrlSafe(64);

    /// <summary>What is stored of a secret.</summary>
    public byte[] Hash(string secret)
    {
        var hash = new byte[Hash256.Size];
        Compute(secret, hash);
        return hash;
    }

    /// <summary>Whether a secret is the stored one. Null for <paramref name="stored"/> (there is no such key) takes as long, and is false.</summary>
    public bool Matches(string secret, byte[]? stored)
    {
        Span<byte> hash = stackalloc byte[Hash256.Size];
        Compute(secret, hash);
        return CryptographicOperations.FixedTimeEquals(hash, stored ?? NoHash) & stored is not null;
    }

    private void Compute(string secret, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[LongestSecret * 3];
        var length = Encoding.UTF8.GetBytes(secret, bytes);
        keys.ComputeHmac(SystemKey.AccessKeyPepper, bytes[..length], hash);
        CryptographicOperations.ZeroMemory(bytes);
    }
}

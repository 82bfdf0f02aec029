using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Tokens as text: opaque, 384 random bits in URL-safe Base64 behind the letters <c>gAAAAA</c>, with which Keystone's own tokens begin, so that logs and
/// scanners know one when they see it. Nothing can be read from a token; only its MAC is kept.
/// </summary>
internal sealed class TokenText(ISystemKeys keys, IdGenerator ids)
{
    private const string Prefix = "gAAAAA";
    private const int RandomBytes = 48;

    /// <summary>Characters of a token.</summary>
    public const int Length = 6 + (RandomBytes * 4 / 3);

    /// <summary>A new token.</summary>
    public string Generate() => Prefix + ids.NewUrlSafe(RandomBytes);

    /// <summary>The MAC by which a token is kept and found; false for a text that can't be a token.</summary>
    public bool TryHash(string token, out Hash256 hash)
    {
        hash = default;
        if (token.Length != Length || !token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (Encoding.ASCII.GetBytes(token, bytes) != Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[Hash256.Size];
        keys.ComputeHmac(SystemKey.TokenPepper, bytes, mac);
        hash = new Hash256(mac);
        return true;
    }
}

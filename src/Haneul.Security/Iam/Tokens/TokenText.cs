using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.Tokens;

/// <summary>By what a token is found: its number, and the MAC of its whole text that proves it.</summary>
/// <param name="Number">Begins with the time of issue, so that the rows of new tokens stand beside each other. It is no secret.</param>
/// <param name="Hash">The MAC.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenKey(long Number, Hash256 Hash);

/// <summary>
/// Tokens as text: the letters <c>gAAAAA</c>, with which Keystone's own tokens begin, so that logs and scanners know one when they see it; then
/// in URL-safe Base64 a number that begins with the time of issue and 320 random bits. Nothing else can be read from a token; only its number and its MAC are kept.
/// </summary>
internal sealed class TokenText(ISystemKeys keys, IdGenerator ids)
{
    private const string Prefix = "gAAAAA";
    private const int RandomBytes = 40;
    private const int NumberCharacters = 12; // The first whole quantum of Base64 that holds the 8 bytes.

    /// <summary>Characters of a token.</summary>
    public const int Length = 6 + ((sizeof(long) + RandomBytes) * 4 / 3);

    /// <summary>A new token.</summary>
    public string Generate() => Prefix + ids.NewTimeOrderedUrlSafe(RandomBytes);

    /// <summary>What a token is kept and found by; false for a text that can't be a token.</summary>
    public bool TryRead(string token, out TokenKey key)
    {
        key = default;
        if (token.Length != Length || !token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> number = stackalloc byte[NumberCharacters * 3 / 4];
        if (!Base64Url.TryDecodeFromChars(token.AsSpan(Prefix.Length, NumberCharacters), number, out var decoded) || decoded != number.Length)
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
        key = new TokenKey(BinaryPrimitives.ReadInt64BigEndian(number), new Hash256(mac));
        return true;
    }
}

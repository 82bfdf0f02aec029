using System.Buffers.Binary;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>Bytes in the Base32 alphabet of RFC 4648, without padding: the form in which authenticator apps take a secret.</summary>
internal static class Base32Text
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The text of bytes whose number is a multiple of five, so that no group is cut.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 5 != 0)
        {
            throw new ArgumentException("Only whole groups of five bytes.", nameof(bytes));
        }

        Span<char> text = stackalloc char[bytes.Length / 5 * 8];
        Span<byte> group = stackalloc byte[sizeof(ulong)];
        for (var at = 0; at < bytes.Length; at += 5)
        {
            group.Clear();
            bytes.Slice(at, 5).CopyTo(group[3..]);
            var value = BinaryPrimitives.ReadUInt64BigEndian(group);
            for (var letter = 7; letter >= 0; letter--)
            {
                text[(at / 5 * 8) + letter] = Alphabet[(int)(value & 31)];
                value >>= 5;
            }
        }

        group.Clear();
        var encoded = new string(text);
        text.Clear();
        return encoded;
    }
}

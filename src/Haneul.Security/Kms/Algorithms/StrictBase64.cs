using System.Buffers;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>
/// Base64 (RFC 4648, section 4) of which every value has one spelling: no white space, full padding, no bits set that mean nothing.
/// The platform's decoders forgive all three, and then two different texts would be the same ciphertext or signature.
/// </summary>
internal static class StrictBase64
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>How many bytes the text stands for; false when it is not strict Base64. The empty text stands for none.</summary>
    public static bool TryGetLength(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (text.Length % 4 != 0)
        {
            return false;
        }

        if (text.IsEmpty)
        {
            return true;
        }

        var padding = text[^1] != '=' ? 0 : text[^2] != '=' ? 1 : 2;
        var letters = text[..^padding];
        if (letters.ContainsAnyExcept(Letters) || HasStrayBits(letters[^1], padding))
        {
            return false;
        }

        length = (text.Length / 4 * 3) - padding;
        return true;
    }

    /// <summary>Decodes into a buffer that is exactly as long as <see cref="TryGetLength"/> says.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
        => TryGetLength(text, out var length)
            && length == bytes.Length
            && Convert.TryFromBase64Chars(text, bytes, out var written)
            && written == length;

    // The last letter before padding carries 2 or 4 bits beyond the last byte.
    private static bool HasStrayBits(char last, int padding)
        => padding > 0 && (Alphabet.IndexOf(last, StringComparison.Ordinal) & ((1 << (2 * padding)) - 1)) != 0;
}

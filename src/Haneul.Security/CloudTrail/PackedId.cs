using System.Buffers;
using System.Text;

namespace Haneul.Security.CloudTrail;

/// <summary>
/// Ids as the trail keeps them: the shapes that the product makes take 17 bytes instead of 32 to 40, any other text its UTF-8 after a zero byte.
/// Equal texts have equal bytes, so an index on them finds texts.
/// </summary>
internal static class PackedId
{
    private const byte PlainText = 0;
    private const byte DashedUuid = 1;
    private const byte Hex = 2;
    private const byte RequestUuid = 3;
    private const string RequestPrefix = "req-";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef-");

    public static byte[] Pack(string text)
    {
        Span<byte> bytes = stackalloc byte[16];
        var form = text.Length switch
        {
            36 when TryRead(text, "D", bytes) => DashedUuid,
            32 when TryRead(text, "N", bytes) => Hex,
            40 when text.StartsWith(RequestPrefix, StringComparison.Ordinal) && TryRead(text.AsSpan(RequestPrefix.Length), "D", bytes) => RequestUuid,
            _ => PlainText,
        };
        if (form == PlainText)
        {
            var plain = new byte[1 + Encoding.UTF8.GetByteCount(text)];
            Encoding.UTF8.GetBytes(text, plain.AsSpan(1));
            return plain;
        }

        return [form, .. bytes];
    }

    public static string Unpack(ReadOnlySpan<byte> packed) => packed[0] switch
    {
        DashedUuid => new Guid(packed[1..], bigEndian: true).ToString("D"),
        Hex => Convert.ToHexStringLower(packed[1..]),
        RequestUuid => RequestPrefix + new Guid(packed[1..], bigEndian: true).ToString("D"),
        _ => Encoding.UTF8.GetString(packed[1..]),
    };

    /// <summary>Only the form that unpacking gives back: the parser also takes capitals, and parts such as <c>+1234567</c> and <c>0x123456</c>.</summary>
    private static bool TryRead(ReadOnlySpan<char> text, string format, Span<byte> bytes) =>
        !text.ContainsAnyExcept(Digits) && Guid.TryParseExact(text, format, out var id) && id.TryWriteBytes(bytes, bigEndian: true, out _);
}

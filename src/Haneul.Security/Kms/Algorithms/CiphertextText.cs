using System.Globalization;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>
/// A ciphertext as callers keep it: <c>kckms:v&lt;version&gt;:&lt;Base64&gt;</c>. The version is read before anything else, since it names the key
/// that can decrypt the rest; nothing of it is trusted before that key has. Of the prefix the documents give no exact spelling
/// ("KMS prefix", <c>kckms:&lt;version info&gt;</c>), so <c>kckms:&lt;version&gt;:</c> is read too; it is never written.
/// </summary>
internal readonly ref struct CiphertextText
{
    private const string Prefix = "kckms:";

    // int.MaxValue has ten digits.
    private const int MostDigits = 10;

    private readonly ReadOnlySpan<char> _base64;

    private CiphertextText(int version, ReadOnlySpan<char> base64, int payloadLength)
    {
        Version = version;
        _base64 = base64;
        PayloadLength = payloadLength;
    }

    /// <summary>The key version that is said to have encrypted it: 1 or more.</summary>
    public int Version { get; }

    /// <summary>How many bytes follow the prefix.</summary>
    public int PayloadLength { get; }

    /// <summary>Reads a text of whatever origin. False, never an exception, unless it is spelt exactly as it must be.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CiphertextText parsed)
    {
        parsed = default;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[Prefix.Length..];
        if (rest is ['v', ..])
        {
            rest = rest[1..];
        }

        var colon = rest.IndexOf(':');
        if (colon < 0 || !TryParseVersion(rest[..colon], out var version))
        {
            return false;
        }

        var base64 = rest[(colon + 1)..];
        if (!StrictBase64.TryGetLength(base64, out var length) || length == 0)
        {
            return false;
        }

        parsed = new CiphertextText(version, base64, length);
        return true;
    }

    /// <summary>The text of a payload.</summary>
    public static string Format(int version, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        Span<char> prefix = stackalloc char[Prefix.Length + MostDigits + 2];
        prefix.TryWrite(CultureInfo.InvariantCulture, $"{Prefix}v{version}:", out var prefixLength);
        return string.Create(
            prefixLength + Base64Length(payload.Length),
            new Parts(prefix[..prefixLength], payload),
            static (text, parts) =>
            {
                parts.Prefix.CopyTo(text);
                Convert.TryToBase64Chars(parts.Payload, text[parts.Prefix.Length..], out _);
            });
    }

    /// <summary>Writes the payload into a buffer of <see cref="PayloadLength"/> bytes.</summary>
    public void CopyPayloadTo(Span<byte> payload) => Convert.TryFromBase64Chars(_base64, payload, out _);

    private static int Base64Length(int bytes) => checked((bytes + 2) / 3 * 4);

    // By hand, because int.TryParse reads +1, 01 and blanks as well.
    private static bool TryParseVersion(ReadOnlySpan<char> digits, out int version)
    {
        version = 0;
        return digits.Length is > 0 and <= MostDigits
            && digits[0] != '0'
            && !digits.ContainsAnyExceptInRange('0', '9')
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }

    private readonly ref struct Parts(ReadOnlySpan<char> prefix, ReadOnlySpan<byte> payload)
    {
        public ReadOnlySpan<char> Prefix { get; } = prefix;

        public ReadOnlySpan<byte> Payload { get; } = payload;
    }
}

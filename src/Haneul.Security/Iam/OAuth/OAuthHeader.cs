using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Haneul.Security.Iam.OAuth;

/// <summary>The parameters of an <c>Authorization: OAuth</c> header (RFC 5849, 3.5.1), decoded, without the realm.</summary>
internal sealed class OAuthHeader
{
    private const string Scheme = "OAuth";
    private const int LongestHeader = 8 * 1024;
    private const int MostParameters = 32;

    // Strict: two spellings of bytes that are no text must not become one parameter.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> _parameters;

    private OAuthHeader(Dictionary<string, string> parameters) => _parameters = parameters;

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    /// <summary>The consumer; null if it is not named.</summary>
    public string? ConsumerId => Find("oauth_consumer_key");

    /// <summary>The request or access token; null if there is none.</summary>
    public string? Token => Find("oauth_token");

    /// <summary>What the user got when they authorised the request token; null if there is none.</summary>
    public string? Verifier => Find("oauth_verifier");

    /// <summary>Any parameter; null if it is absent or empty.</summary>
    public string? Find(string name) => _parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Reads the header; false for another scheme, bad escapes, repeated names or too much of it.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out OAuthHeader? parsed)
    {
        parsed = null;
        if (header is null || header.Length > LongestHeader || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length == Scheme.Length || header[Scheme.Length] != ' ')
        {
            return false;
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[Scheme.Length..].Split(','))
        {
            var text = part.AsSpan().Trim([' ', '\t']);
            var equals = text.IndexOf('=');
            if (equals <= 0 || text.Length < equals + 3 || text[equals + 1] != '"' || text[^1] != '"' || parameters.Count == MostParameters)
            {
                return false;
            }

            if (!TryDecode(text[..equals].TrimEnd(), out var name) || !TryDecode(text[(equals + 2)..^1], out var value) || !parameters.TryAdd(name, value))
            {
                return false;
            }
        }

        // Never signed (RFC 5849, 3.4.1.3.1).
        parameters.Remove("realm");
        parsed = new OAuthHeader(parameters);
        return true;
    }

    /// <summary>Names the type only: it holds a signature.</summary>
    public override string ToString() => nameof(OAuthHeader);

    private static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        var bytes = new byte[text.Length];
        var length = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '%')
            {
                if (index + 2 >= text.Length || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
                {
                    return false;
                }

                bytes[length++] = Convert.FromHexString(text.Slice(index + 1, 2))[0];
                index += 2;
            }
            else if (character is > ' ' and < '\x7f' and not '"' || character == ' ')
            {
                bytes[length++] = (byte)character;
            }
            else
            {
                return false;
            }
        }

        try
        {
            decoded = Utf8.GetString(bytes, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

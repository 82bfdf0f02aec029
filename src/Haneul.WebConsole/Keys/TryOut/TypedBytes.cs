using System.Text;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>Data that was typed as text or as Base64.</summary>
internal static class TypedBytes
{
    /// <summary>The name of the field that tells which of the two it is.</summary>
    public const string FormatField = "format";

    /// <summary>The format of bytes.</summary>
    public const string Base64Format = "base64";

    // As the API takes in one call (docs/adr/0013).
    private const int Most = 65_536;

    /// <summary>The data of a field as Base64; null if there is none or too much, which is noted.</summary>
    public static string? Read(Page page, string field, int most = Most)
    {
        var typed = page.Form.Text(field);
        if (page.Form.Text(FormatField) != Base64Format)
        {
            return Take(page, field, Encoding.UTF8.GetBytes(typed), most);
        }

        // Whoever copies from a terminal copies line ends too.
        var text = string.Concat(typed.Where(static character => !char.IsWhiteSpace(character)));
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (Convert.TryFromBase64String(text, bytes, out var length))
        {
            return Take(page, field, bytes.AsSpan(0, length), most);
        }

        page.Form.AddProblem(field, page.T(TryTexts.NotBase64));
        return null;
    }

    /// <summary>Bytes as they are shown: as text too, where they are some.</summary>
    public static IReadOnlyList<(Text Label, string Value)> Describe(Text label, string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            if (!text.Any(static character => char.IsControl(character) && character is not ('\n' or '\r' or '\t')))
            {
                return [(label, text), (TryTexts.AsBase64, base64)];
            }
        }
        catch (DecoderFallbackException)
        {
            // No text: it is shown as Base64 alone.
        }

        return [(TryTexts.AsBase64, base64)];
    }

    private static string? Take(Page page, string field, ReadOnlySpan<byte> bytes, int most)
    {
        if (bytes.Length is 0 || bytes.Length > most)
        {
            page.Form.AddProblem(field, page.T(TryTexts.WrongSize, most));
            return null;
        }

        return Convert.ToBase64String(bytes);
    }
}

using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Kms.Uses;

/// <summary>
/// Plaintexts and messages of requests, from the bytes of the body straight into buffers that are wiped: they never become strings. What is wrong
/// leaves a problem with the field's name and an empty buffer.
/// </summary>
internal static class RequestBytes
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>A required string in strict Base64 (RFC 4648, section 4): no white space, full padding, one spelling for every value.</summary>
    public static SecretBuffer ReadBase64(JsonFields fields, string name)
    {
        using var text = ReadText(fields, name, int.MaxValue);
        if (text is null)
        {
            return new SecretBuffer(0);
        }

        if (!TryGetLength(text.Span, out var length))
        {
            fields.AddProblem(name, "must be Base64 with its padding and without white space");
            return new SecretBuffer(0);
        }

        if (length is 0 or > KeyUseLimits.InputBytes)
        {
            fields.AddProblem(name, $"must have 1 to {KeyUseLimits.InputBytes} bytes as Base64");
            return new SecretBuffer(0);
        }

        var bytes = new SecretBuffer(length);
        Base64.DecodeFromUtf8(text.Span, bytes.Span, out _, out _);
        return bytes;
    }

    /// <summary>A required string as its UTF-8: the message itself.</summary>
    public static SecretBuffer ReadMessage(JsonFields fields, string name)
    {
        if (ReadText(fields, name, KeyUseLimits.InputBytes) is not { } text)
        {
            return new SecretBuffer(0);
        }

        if (text.Length == 0)
        {
            fields.AddProblem(name, $"must have 1 to {KeyUseLimits.InputBytes} bytes in UTF-8");
        }

        return text;
    }

    /// <summary>The optional <c>aad</c> as its UTF-8. An absent one is the empty one.</summary>
    public static SecretBuffer ReadAdditionalData(JsonFields fields)
    {
        const string Name = "aad";
        if (!fields.Has(Name) || fields.RequiredValue(Name) is { ValueKind: JsonValueKind.Null })
        {
            return new SecretBuffer(0);
        }

        return ReadText(fields, Name, KeyUseLimits.AdditionalDataBytes) ?? new SecretBuffer(0);
    }

    /// <summary>The text of a required string in UTF-8, without JSON's escapes; null if it is none or too long.</summary>
    public static SecretBuffer? ReadText(JsonFields fields, string name, int maxBytes)
    {
        if (fields.RequiredValue(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.String)
        {
            fields.AddProblem(name, element.ValueKind == JsonValueKind.Null ? "must not be null" : "must be a string");
            return null;
        }

        if (Unescape(JsonMarshal.GetRawUtf8Value(element)) is not { } text)
        {
            fields.AddProblem(name, "must be valid Unicode text");
            return null;
        }

        if (text.Length > maxBytes)
        {
            text.Dispose();
            fields.AddProblem(name, $"must have at most {maxBytes} bytes in UTF-8");
            return null;
        }

        return text;
    }

    private static SecretBuffer? Unescape(ReadOnlySpan<byte> quoted)
    {
        if (!quoted.Contains((byte)'\\'))
        {
            return Copy(quoted[1..^1]);
        }

        using var roomy = new SecretBuffer(quoted.Length);
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        try
        {
            return Copy(roomy.Span[..reader.CopyString(roomy.Span)]);
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 without its partner: well-formed JSON that is no text.
            return null;
        }
    }

    private static SecretBuffer Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = new SecretBuffer(bytes.Length);
        bytes.CopyTo(copy.Span);
        return copy;
    }

    // The platform passes over white space and over bits that mean nothing. With white space the length does not come out; the bits are looked at here.
    private static bool TryGetLength(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length % 4 != 0)
        {
            return false;
        }

        var padding = text[^1] != (byte)'=' ? 0 : text[^2] != (byte)'=' ? 1 : 2;
        return Base64.IsValid(text, out length)
            && length == (text.Length / 4 * 3) - padding
            && (padding == 0 || (Alphabet.IndexOf((char)text[^(padding + 1)], StringComparison.Ordinal) & ((1 << (2 * padding)) - 1)) == 0);
    }
}

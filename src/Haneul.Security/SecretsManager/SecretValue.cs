using System.Runtime.InteropServices;
using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager;

/// <summary>
/// A value in a request: any JSON, kept as the very bytes that were sent. It is never made a string, and no message quotes anything of it.
/// </summary>
internal static class SecretValue
{
    private static readonly JsonDocumentOptions WithoutDuplicates = new() { MaxDepth = JsonBody.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a value that must be there; null is a value.</summary>
    public static JsonElement Read(JsonFields fields, string field)
    {
        if (fields.RequiredValue(field) is not { } element)
        {
            return default;
        }

        if (FindProblem(JsonMarshal.GetRawUtf8Value(element)) is { } problem)
        {
            fields.AddProblem(field, problem);
        }

        return element;
    }

    /// <summary>The bytes of a value that was read, in a buffer of their own.</summary>
    public static SecretBuffer ToBuffer(JsonElement value)
    {
        var text = JsonMarshal.GetRawUtf8Value(value);
        var buffer = new SecretBuffer(text.Length);
        text.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>What is wrong with the JSON text of a value; null if nothing is.</summary>
    /// <remarks>What the readers of JSON disagree about is refused on the way in (RFC 7493): a value that one client stored must be the same for all.</remarks>
    internal static string? FindProblem(ReadOnlySpan<byte> text)
    {
        if (text.Length > SecretLimits.ValueBytes)
        {
            return $"must have at most {SecretLimits.ValueBytes} bytes as JSON in UTF-8";
        }

        if (HasUnpairedSurrogate(text))
        {
            return "must be valid Unicode text";
        }

        return HasDuplicates(text) ? "must not have an object with a repeated field" : null;
    }

    private static bool HasUnpairedSurrogate(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth });
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && HasUnpairedEscape(reader.ValueSpan))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasUnpairedEscape(ReadOnlySpan<byte> text)
    {
        for (var index = text.IndexOf((byte)'\\'); index >= 0 && index < text.Length; index++)
        {
            if (text[index] != '\\')
            {
                continue;
            }

            index++; // The character after the backslash, which the parser has checked.
            if (text[index] != 'u')
            {
                continue;
            }

            var unit = ReadUnit(text[(index + 1)..]);
            index += 4;
            if (char.IsLowSurrogate(unit))
            {
                return true;
            }

            if (char.IsHighSurrogate(unit))
            {
                var next = text[(index + 1)..];
                if (next.Length < 6 || next[0] != '\\' || next[1] != 'u' || !char.IsLowSurrogate(ReadUnit(next[2..])))
                {
                    return true;
                }

                index += 6;
            }
        }

        return false;
    }

    private static char ReadUnit(ReadOnlySpan<byte> digits)
    {
        var unit = 0;
        foreach (var digit in digits[..4])
        {
            unit = (unit << 4) | (digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }

    private static bool HasDuplicates(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        using var copy = new SecretBuffer(text.Length);
        text.CopyTo(copy.Span);
        try
        {
            using var document = JsonDocument.Parse(copy.Memory, WithoutDuplicates);
            return false;
        }
        catch (JsonException)
        {
            // The text was parsed before as part of the body, so a repeated name is all that can be wrong with it.
            return true;
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>
/// A YAML mapping, a line for each entry: values in flow style, texts in double quotes. JSON is nearly YAML; what differs are escapes, so texts get those of YAML.
/// </summary>
internal sealed class YamlFormat : ClearFormat
{
    // A parser may look for the colon of a key in the same line and no further than 1,024 characters.
    private const int LongestPlainKey = 500;

    private bool _hasEntries;

    /// <inheritdoc />
    public override Error? Add(SecretWriter writer, string name, ReadOnlySpan<byte> value)
    {
        using var text = new SecretWriter();
        text.Write(name);
        WriteKey(writer, text.Written);
        WriteValue(writer, value);
        writer.Write("\n"u8);
        _hasEntries = true;
        return null;
    }

    /// <inheritdoc />
    public override void End(SecretWriter writer) => writer.Write(_hasEntries ? ""u8 : "{}\n"u8);

    private static void WriteValue(SecretWriter writer, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var text = new SecretWriter();
        var isFirst = true;
        while (reader.Read())
        {
            var isEnd = reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;
            writer.Write(isFirst || isEnd ? ""u8 : ", "u8);
            isFirst = false;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    writer.Write(reader.ValueSpan);
                    isFirst = true;
                    break;
                case JsonTokenType.PropertyName:
                    ReadText(ref reader, text);
                    WriteKey(writer, text.Written);
                    isFirst = true;
                    break;
                case JsonTokenType.String:
                    ReadText(ref reader, text);
                    WriteText(writer, text.Written);
                    break;
                default:
                    writer.Write(reader.ValueSpan);
                    break;
            }
        }
    }

    private static void ReadText(ref Utf8JsonReader reader, SecretWriter text)
    {
        text.CutTo(0);
        text.WriteUnquoted([(byte)'"', .. reader.ValueSpan, (byte)'"']);
    }

    private static void WriteKey(SecretWriter writer, ReadOnlySpan<byte> text)
    {
        writer.Write(text.Length > LongestPlainKey ? "? "u8 : ""u8);
        WriteText(writer, text);
        writer.Write(text.Length > LongestPlainKey ? " : "u8 : ": "u8);
    }

    private static void WriteText(SecretWriter writer, ReadOnlySpan<byte> text)
    {
        writer.Write("\""u8);
        while (!text.IsEmpty)
        {
            // Stored text is valid UTF-8.
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (rune.Value is '"' or '\\')
            {
                writer.Write([(byte)'\\', text[0]]);
            }
            else if (IsPrintable(rune))
            {
                writer.Write(text[..length]);
            }
            else
            {
                writer.Write(rune.Value switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ => $"\\U{rune.Value:X8}",
                });
            }

            text = text[length..];
        }

        writer.Write("\""u8);
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.PrivateUse);
}

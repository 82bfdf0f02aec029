using System.Buffers;
using Haneul.Kernel.Dialects;
using Haneul.Security.SecretsManager.Transfer.Reading;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>A format that shows values. What it writes is read back as the same names and values.</summary>
internal abstract class ClearFormat
{
    /// <summary>The format of that name.</summary>
    public static ClearFormat Of(string format) => format switch
    {
        TransferFormats.Dotenv => new DotenvFormat(),
        TransferFormats.Json => new JsonFormat(),
        _ => new YamlFormat(),
    };

    /// <summary>Writes what stands after all entries.</summary>
    public abstract void End(SecretWriter writer);

    /// <summary>Writes an entry; an error, with nothing written, if the format can't hold it.</summary>
    public abstract Error? Add(SecretWriter writer, string name, ReadOnlySpan<byte> value);
}

/// <summary>A JSON object; values stand in it as they were stored.</summary>
internal sealed class JsonFormat : ClearFormat
{
    private bool _hasEntries;

    /// <inheritdoc />
    public override Error? Add(SecretWriter writer, string name, ReadOnlySpan<byte> value)
    {
        writer.Write(_hasEntries ? ",\n  "u8 : "{\n  "u8);
        writer.WriteQuoted(name);
        writer.Write(": "u8);
        writer.Write(value);
        _hasEntries = true;
        return null;
    }

    /// <inheritdoc />
    public override void End(SecretWriter writer) => writer.Write(_hasEntries ? "\n}\n"u8 : "{}\n"u8);
}

/// <summary>
/// Lines of <c>NAME=value</c>. A string stands as its text, any other value as its JSON text. The quotes are those that most tools and shells understand alike: none for plain
/// words, single ones around what has no single quote, double ones with backslashes else.
/// </summary>
internal sealed class DotenvFormat : ClearFormat
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,=-"u8);

    /// <inheritdoc />
    public override Error? Add(SecretWriter writer, string name, ReadOnlySpan<byte> value)
    {
        if (!DotenvName.IsValid(name))
        {
            return TransferErrors.NameNotExportable;
        }

        using var text = new SecretWriter();
        if (value[0] == '"')
        {
            text.WriteUnquoted(value);
        }
        else
        {
            text.Write(value);
        }

        if (text.Written.Contains((byte)0))
        {
            return TransferErrors.ValueNotExportable;
        }

        writer.Write(name);
        writer.Write("="u8);
        WriteValue(writer, text.Written);
        writer.Write("\n"u8);
        return null;
    }

    /// <inheritdoc />
    public override void End(SecretWriter writer)
    {
        // Nothing stands after the last line.
    }

    private static void WriteValue(SecretWriter writer, ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExcept(Plain) < 0)
        {
            writer.Write(text);
        }
        else if (!text.ContainsAny((byte)'\'', (byte)'\r'))
        {
            writer.Write("'"u8);
            writer.Write(text);
            writer.Write("'"u8);
        }
        else
        {
            WriteDoubleQuoted(writer, text);
        }
    }

    private static void WriteDoubleQuoted(SecretWriter writer, ReadOnlySpan<byte> text)
    {
        writer.Write("\""u8);
        foreach (var character in text)
        {
            switch (character)
            {
                case (byte)'\r':
                    writer.Write("\\r"u8);
                    break;
                case (byte)'\\' or (byte)'"' or (byte)'$' or (byte)'`':
                    writer.Write([(byte)'\\', character]);
                    break;
                default:
                    writer.Write([character]);
                    break;
            }
        }

        writer.Write("\""u8);
    }
}

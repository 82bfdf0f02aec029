using System.Buffers;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.SecretsManager.Transfer;

/// <summary>
/// A growing text in UTF-8 whose every buffer is wiped. What an import reads and an export writes goes through it and not through the writer of the framework, whose
/// scratch arrays go back to their pool as they are.
/// </summary>
internal sealed class SecretWriter : IDisposable
{
    private static readonly SearchValues<byte> MustBeEscaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    private SecretBuffer _buffer = new(4096);

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => _buffer.Span[..Length];

    /// <summary>The same, for readers that need memory.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.Memory[..Length];

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Adds text.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        var room = Take(Encoding.UTF8.GetMaxByteCount(text.Length));
        Length += Encoding.UTF8.GetBytes(text, room);
    }

    /// <summary>Adds the content of a JSON string without its quotes and escapes.</summary>
    /// <exception cref="InvalidOperationException">It has half a surrogate pair.</exception>
    public void WriteUnquoted(ReadOnlySpan<byte> json)
    {
        var reader = new System.Text.Json.Utf8JsonReader(json);
        reader.Read();
        Length += reader.CopyString(Take(json.Length));
    }

    /// <summary>Adds a text in UTF-8 as a JSON string.</summary>
    public void WriteQuoted(ReadOnlySpan<byte> text)
    {
        Write("\""u8);
        for (var next = text.IndexOfAny(MustBeEscaped); next >= 0; next = text.IndexOfAny(MustBeEscaped))
        {
            Write(text[..next]);
            WriteEscaped(text[next]);
            text = text[(next + 1)..];
        }

        Write(text);
        Write("\""u8);
    }

    /// <summary>Adds a text as a JSON string.</summary>
    public void WriteQuoted(string text)
    {
        using var bytes = new SecretBuffer(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes.Span);
        WriteQuoted(bytes.Span);
    }

    /// <summary>Goes back to an earlier length, wiping what came after.</summary>
    public void CutTo(int length)
    {
        _buffer.Span[length..Length].Clear();
        Length = length;
    }

    /// <inheritdoc />
    public void Dispose() => _buffer.Dispose();

    private void WriteEscaped(byte character)
    {
        switch (character)
        {
            case (byte)'"':
                Write("\\\""u8);
                break;
            case (byte)'\\':
                Write("\\\\"u8);
                break;
            case (byte)'\n':
                Write("\\n"u8);
                break;
            case (byte)'\r':
                Write("\\r"u8);
                break;
            case (byte)'\t':
                Write("\\t"u8);
                break;
            default:
                Write($"\\u{(int)character:x4}");
                break;
        }
    }

    private Span<byte> Take(int count)
    {
        if (_buffer.Length - Length < count)
        {
            var grown = new SecretBuffer(Math.Max(checked(Length + count), _buffer.Length * 2));
            Written.CopyTo(grown.Span);
            _buffer.Dispose();
            _buffer = grown;
        }

        return _buffer.Span[Length..];
    }
}

using System.Buffers;
using System.Text;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.Security.Kms.Uses;

/// <summary>The ciphertext of a request: read twice, once for the version that it names and again when the key of that version is there.</summary>
internal sealed class CiphertextField : IDisposable
{
    private readonly int _length;
    private char[]? _text;

    private CiphertextField(ReadOnlySpan<byte> utf8)
    {
        // What is too long or has anything beyond ASCII is no ciphertext, and reads as the empty text, which is none either.
        if (utf8.Length <= KeyUseLimits.CiphertextCharacters && Ascii.IsValid(utf8))
        {
            _text = ArrayPool<char>.Shared.Rent(utf8.Length);
            Ascii.ToUtf16(utf8, _text, out _length);
        }

        Version = CiphertextText.TryParse(Text, out var parsed) ? parsed.Version : null;
    }

    /// <summary>The version that it names; null if it is no ciphertext.</summary>
    public int? Version { get; }

    private ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Reads a required string, whatever its text.</summary>
    public static CiphertextField Read(JsonFields fields, string name)
    {
        using var text = RequestBytes.ReadText(fields, name, int.MaxValue);
        return new CiphertextField(text is null ? [] : text.Span);
    }

    /// <summary>Stands for one that was not sent.</summary>
    public static CiphertextField None() => new([]);

    /// <summary>The ciphertext in its parts.</summary>
    public CiphertextText Parse() => CiphertextText.TryParse(Text, out var parsed) ? parsed : throw new InvalidOperationException("It has no version.");

    /// <inheritdoc />
    public void Dispose()
    {
        if (_text is { } text)
        {
            _text = null;
            ArrayPool<char>.Shared.Return(text);
        }
    }
}

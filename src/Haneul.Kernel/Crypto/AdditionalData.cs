using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Haneul.Kernel.Crypto;

/// <summary>
/// Builds the additional data of an authenticated encryption from its parts. Every part is preceded by its length, so that no two different lists
/// of parts give the same bytes: <c>("ab", "c")</c> and <c>("a", "bc")</c> differ. It holds names and numbers, never secrets.
/// </summary>
public ref struct AdditionalData
{
    // Strict: replacing what is not valid Unicode would make two different names equal.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Span<byte> _buffer;
    private byte[]? _rented;
    private int _length;

    /// <summary>Starts in a buffer of the caller, usually on the stack; what does not fit moves to a pooled one.</summary>
    public AdditionalData(Span<byte> initialBuffer) => _buffer = initialBuffer;

    /// <summary>Everything added so far.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _buffer[.._length];

    /// <summary>Adds a part.</summary>
    public void Add(scoped ReadOnlySpan<byte> part) => part.CopyTo(Reserve(part.Length));

    /// <summary>Adds a text as UTF-8.</summary>
    /// <exception cref="ArgumentException">The text is not valid Unicode.</exception>
    public void Add(string text) => StrictUtf8.GetBytes(text, Reserve(StrictUtf8.GetByteCount(text)));

    /// <summary>Adds a number as four bytes.</summary>
    public void Add(int number) => BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), number);

    /// <summary>Adds a number as eight bytes.</summary>
    public void Add(long number) => BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), number);

    /// <summary>Returns what was rented. Nothing may be used afterwards.</summary>
    public void Dispose()
    {
        if (_rented is { } rented)
        {
            this = default;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private Span<byte> Reserve(int partLength)
    {
        var needed = checked(_length + sizeof(int) + partLength);
        if (needed > _buffer.Length)
        {
            Grow(needed);
        }

        BinaryPrimitives.WriteInt32BigEndian(_buffer[_length..], partLength);
        var part = _buffer.Slice(_length + sizeof(int), partLength);
        _length = needed;
        return part;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
        Bytes.CopyTo(larger);
        if (_rented is { } previous)
        {
            ArrayPool<byte>.Shared.Return(previous);
        }

        _buffer = _rented = larger;
    }
}

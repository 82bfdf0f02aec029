using System.Buffers;
using System.Security.Cryptography;

namespace Haneul.Kernel.Crypto;

/// <summary>
/// A pooled buffer for plaintext that is wiped when it is disposed, so that a secret does not outlive its answer in a pooled array.
/// Not for several threads.
/// </summary>
public sealed class SecretBuffer : IDisposable
{
    private byte[]? _array;

    /// <summary>Rents a buffer of exactly <paramref name="length"/> usable bytes.</summary>
    public SecretBuffer(int length)
    {
        _array = ArrayPool<byte>.Shared.Rent(length);
        Length = length;
    }

    /// <summary>Number of usable bytes.</summary>
    public int Length { get; }

    /// <summary>The bytes, writable by whoever fills the buffer.</summary>
    public Span<byte> Span => (_array ?? throw new ObjectDisposedException(nameof(SecretBuffer))).AsSpan(0, Length);

    /// <summary>The bytes, for writers that need memory.</summary>
    public ReadOnlyMemory<byte> Memory => (_array ?? throw new ObjectDisposedException(nameof(SecretBuffer))).AsMemory(0, Length);

    /// <summary>Wipes and returns the buffer.</summary>
    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            CryptographicOperations.ZeroMemory(array.AsSpan(0, Length));
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}

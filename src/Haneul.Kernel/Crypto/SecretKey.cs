using System.Security.Cryptography;

namespace Haneul.Kernel.Crypto;

/// <summary>
/// A 256-bit key in pinned memory that is wiped when its last holder lets go. It is counted, not owned, because a cache may evict a key while
/// another thread is using it: wiped in use, it would silently turn into the key of 32 zero bytes.
/// It starts with one holder, the creator.
/// </summary>
public sealed class SecretKey
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private int _holders = 1;

    /// <summary>Copies the key; the caller wipes its own.</summary>
    public SecretKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException("32 bytes are needed.", nameof(bytes));
        }

        bytes.CopyTo(_bytes);
    }

    /// <summary>The key, for a holder only.</summary>
    /// <exception cref="ObjectDisposedException">The key has been wiped.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _holders) == 0, this);
            return _bytes;
        }
    }

    /// <summary>Becomes a holder; false if the key has been wiped already.</summary>
    public bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    /// <summary>Lets go; the last holder wipes the key.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            CryptographicOperations.ZeroMemory(_bytes);
        }
    }

    /// <summary>
    /// Derives bytes for one use, by HKDF-SHA-256 (RFC 5869). <paramref name="use"/> keeps the derived keys of different uses apart;
    /// <paramref name="salt"/> those of different messages.
    /// </summary>
    public void Derive(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> use, Span<byte> destination)
        => HKDF.DeriveKey(HashAlgorithmName.SHA256, Bytes, destination, salt, use);
}

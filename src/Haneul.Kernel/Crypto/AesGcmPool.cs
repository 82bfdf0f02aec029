using System.Security.Cryptography;

namespace Haneul.Kernel.Crypto;

/// <summary>
/// AES-256-GCM under one key, from any thread. An <see cref="AesGcm"/> object is not thread-safe: shared by several threads it does not only throw,
/// it can return wrong plaintext without an error (docs/architecture.md, hot paths). So every call takes an instance out of the pool
/// for itself, and this is the only file of the product that may create one.
/// </summary>
public sealed class AesGcmPool : IDisposable
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>Length of a nonce in bytes.</summary>
    public const int NonceSize = 12;

    /// <summary>Length of an authentication tag in bytes.</summary>
    public const int TagSize = 16;

    // Slots instead of a concurrent collection: taking and returning an instance allocates nothing. More callers than slots
    // only means that some instances live for one call.
    private readonly AesGcm?[] _slots = new AesGcm?[Math.Max(4, Environment.ProcessorCount * 2)];
    private readonly byte[] _key;
    private readonly Lock _keyLock = new();
    private bool _disposed;

    /// <summary>Copies the key; the caller wipes its own.</summary>
    public AesGcmPool(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize)
        {
            throw new ArgumentException("32 bytes are needed.", nameof(key));
        }

        // Pinned, so that a compacting collection leaves no second copy behind.
        _key = GC.AllocateUninitializedArray<byte>(KeySize, pinned: true);
        key.CopyTo(_key);
    }

    /// <summary>Encrypts under the pool's key. The nonce must never have been used with this key.</summary>
    public void Encrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> additionalData)
    {
        var cipher = Take();
        try
        {
            cipher.Encrypt(nonce, plaintext, ciphertext, tag, additionalData);
        }
        catch
        {
            cipher.Dispose();
            throw;
        }

        Return(cipher);
    }

    /// <summary>Decrypts under the pool's key; false, with <paramref name="plaintext"/> wiped, if anything was changed.</summary>
    public bool TryDecrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> additionalData)
    {
        var cipher = Take();
        if (!TryDecrypt(cipher, nonce, ciphertext, tag, plaintext, additionalData))
        {
            cipher.Dispose();
            return false;
        }

        Return(cipher);
        return true;
    }

    /// <summary>Encrypts under a key that is used for this one message, where a pool would never be hit.</summary>
    public static void EncryptOnce(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> additionalData)
    {
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, plaintext, ciphertext, tag, additionalData);
    }

    /// <summary>Decrypts under a key that is used for this one message; false, with <paramref name="plaintext"/> wiped, if anything was changed.</summary>
    public static bool TryDecryptOnce(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> additionalData)
    {
        using var cipher = new AesGcm(key, TagSize);
        return TryDecrypt(cipher, nonce, ciphertext, tag, plaintext, additionalData);
    }

    /// <summary>Wipes the key and frees the idle instances; those in use are freed when they come back.</summary>
    public void Dispose()
    {
        lock (_keyLock)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_key);
        }

        for (var slot = 0; slot < _slots.Length; slot++)
        {
            Interlocked.Exchange(ref _slots[slot], null)?.Dispose();
        }
    }

    private static bool TryDecrypt(
        AesGcm cipher, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> additionalData)
    {
        try
        {
            cipher.Decrypt(nonce, ciphertext, tag, plaintext, additionalData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            CryptographicOperations.ZeroMemory(plaintext);
            return false;
        }
    }

    private AesGcm Take()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        var slots = _slots;
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (Volatile.Read(ref slots[slot]) is not null && Interlocked.Exchange(ref slots[slot], null) is { } cipher)
            {
                return cipher;
            }
        }

        // Under the lock, because a key that is being wiped must never become the key of a cipher.
        lock (_keyLock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new AesGcm(_key, TagSize);
        }
    }

    private void Return(AesGcm cipher)
    {
        var slots = _slots;
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (Volatile.Read(ref slots[slot]) is null && Interlocked.CompareExchange(ref slots[slot], cipher, null) is null)
            {
                // Dispose may have passed this slot while it was empty: then it is ours to clear.
                if (Volatile.Read(ref _disposed))
                {
                    Interlocked.Exchange(ref slots[slot], null)?.Dispose();
                }

                return;
            }
        }

        cipher.Dispose();
    }
}

using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Kms;

/// <summary>
/// The key at the top: it wraps the system keys and the keys of projects, and the keys of backups are derived from it; it encrypts nothing else. The 32 bytes
/// themselves are not kept; from them come a wrapping key, a key for backups and a fingerprint, apart by HKDF.
/// </summary>
internal sealed class RootKey : IDisposable
{
    public const int Size = 32;

    /// <summary>How much longer a wrapped key is than the key.</summary>
    public const int WrapOverhead = 1 + AesGcmPool.NonceSize + AesGcmPool.TagSize;

    private const byte WrapFormat = 1;

    private readonly AesGcmPool _wrapping;
    private readonly SecretKey _backups;

    public RootKey(ReadOnlySpan<byte> bytes)
    {
        var root = new SecretKey(bytes);
        Span<byte> wrapping = stackalloc byte[AesGcmPool.KeySize];
        Span<byte> backups = stackalloc byte[SecretKey.Size];
        Span<byte> fingerprint = stackalloc byte[8];
        root.Derive([], "haneul root-key wrap"u8, wrapping);
        root.Derive([], "haneul root-key backups"u8, backups);
        root.Derive([], "haneul root-key fingerprint"u8, fingerprint);
        root.Release();
        _wrapping = new AesGcmPool(wrapping);
        CryptographicOperations.ZeroMemory(wrapping);
        _backups = new SecretKey(backups);
        CryptographicOperations.ZeroMemory(backups);
        Fingerprint = Convert.ToHexStringLower(fingerprint);
    }

    /// <summary>16 hex digits that tell root keys apart and say nothing about them; may be shown and logged.</summary>
    public string Fingerprint { get; }

    /// <summary>
    /// Wraps a key. The nonce is random: a root key wraps one key per project and term, thousands and not the 2^32 at which random nonces get risky.
    /// </summary>
    public byte[] Wrap(IRandomSource random, ReadOnlySpan<byte> key, ReadOnlySpan<byte> additionalData)
    {
        var wrapped = new byte[key.Length + WrapOverhead];
        wrapped[0] = WrapFormat;
        var nonce = wrapped.AsSpan(1, AesGcmPool.NonceSize);
        random.Fill(nonce);
        _wrapping.Encrypt(nonce, key, wrapped.AsSpan(1 + AesGcmPool.NonceSize, key.Length), wrapped.AsSpan(^AesGcmPool.TagSize..), additionalData);
        return wrapped;
    }

    /// <summary>Unwraps a key into exactly its length; false if it was wrapped by another root key, for another use, or was changed.</summary>
    public bool TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> additionalData, Span<byte> key)
        => wrapped.Length == key.Length + WrapOverhead
            && wrapped[0] == WrapFormat
            && _wrapping.TryDecrypt(
                wrapped.Slice(1, AesGcmPool.NonceSize), wrapped.Slice(1 + AesGcmPool.NonceSize, key.Length), wrapped[^AesGcmPool.TagSize..], key, additionalData);

    /// <summary>The key of one backup, by its salt.</summary>
    public void DeriveBackupKey(ReadOnlySpan<byte> salt, Span<byte> key) => _backups.Derive(salt, "haneul backup 1"u8, key);

    public void Dispose()
    {
        _wrapping.Dispose();
        _backups.Release();
    }
}

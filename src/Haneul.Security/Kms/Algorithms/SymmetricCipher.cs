using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>Which key version a ciphertext belongs to. It is authenticated with every ciphertext.</summary>
/// <param name="ProjectId">The project that owns the key.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct KeyVersionScope(string ProjectId, string KeyId, int Version);

/// <summary>
/// AES256-GCM96. The payload of a ciphertext is
/// <code>
/// salt 32 | ciphertext n | tag 16
/// </code>
/// under a key derived for this message, HKDF-SHA-256(key version, salt). Each derived key encrypts once, so its 96-bit nonce is zero and no key
/// version gets near the 2^32 random nonces of AES-GCM however much it encrypts ("or a key is derived per message": the decision on
/// envelopes). Additional data, every part with its length: what this is, project, key, version, the caller's own.
/// </summary>
internal static class SymmetricCipher
{
    /// <summary>How much longer a payload is than its plaintext.</summary>
    public const int Overhead = SaltSize + AesGcmPool.TagSize;

    private const int SaltSize = 32;
    private const int UsualAdditionalDataSize = 512;
    private const int LargestOnStack = 2048;

    private static ReadOnlySpan<byte> DerivationUse => "haneul kms AES256-GCM96 1"u8;

    private static ReadOnlySpan<byte> Label => "haneul kms ciphertext"u8;

    // The derived key never encrypts a second message, so its nonce need not vary.
    private static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Encrypts under a key version.</summary>
    /// <param name="key">The material of the version.</param>
    /// <param name="scope">What version it is.</param>
    /// <param name="plaintext">What to encrypt; may be empty.</param>
    /// <param name="additionalData">The caller's <c>aad</c> as strict UTF-8. An absent one is the empty one.</param>
    /// <param name="random">Where salts come from.</param>
    public static string Encrypt(
        SecretKey key, KeyVersionScope scope, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> additionalData, IRandomSource random)
    {
        var length = checked(plaintext.Length + Overhead);
        // Ciphertext only, so nobody has to wipe it.
        var rented = length > LargestOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var payload = rented is null ? stackalloc byte[length] : rented.AsSpan(0, length);
        Span<byte> messageKey = stackalloc byte[AesGcmPool.KeySize];
        var bound = new AdditionalData(stackalloc byte[UsualAdditionalDataSize]);
        try
        {
            random.Fill(payload[..SaltSize]);
            key.Derive(payload[..SaltSize], DerivationUse, messageKey);
            Describe(ref bound, scope, additionalData);
            AesGcmPool.EncryptOnce(messageKey, Nonce, plaintext, payload[SaltSize..^AesGcmPool.TagSize], payload[^AesGcmPool.TagSize..], bound.Bytes);
            return CiphertextText.Format(scope.Version, payload);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(messageKey);
            bound.Dispose();
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Decrypts; false if anything was changed or belongs elsewhere, which of them nobody is told. The caller disposes the plaintext.</summary>
    public static bool TryDecrypt(
        SecretKey key,
        KeyVersionScope scope,
        CiphertextText text,
        ReadOnlySpan<byte> additionalData,
        [NotNullWhen(true)] out SecretBuffer? plaintext)
    {
        plaintext = null;
        if (text.Version != scope.Version || text.PayloadLength < Overhead)
        {
            return false;
        }

        var rented = text.PayloadLength > LargestOnStack ? ArrayPool<byte>.Shared.Rent(text.PayloadLength) : null;
        var payload = rented is null ? stackalloc byte[text.PayloadLength] : rented.AsSpan(0, text.PayloadLength);
        Span<byte> messageKey = stackalloc byte[AesGcmPool.KeySize];
        var bound = new AdditionalData(stackalloc byte[UsualAdditionalDataSize]);
        var opened = new SecretBuffer(text.PayloadLength - Overhead);
        try
        {
            text.CopyPayloadTo(payload);
            key.Derive(payload[..SaltSize], DerivationUse, messageKey);
            Describe(ref bound, scope, additionalData);
            if (AesGcmPool.TryDecryptOnce(
                messageKey, Nonce, payload[SaltSize..^AesGcmPool.TagSize], payload[^AesGcmPool.TagSize..], opened.Span, bound.Bytes))
            {
                plaintext = opened;
                return true;
            }

            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(messageKey);
            bound.Dispose();
            if (plaintext is null)
            {
                opened.Dispose();
            }

            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static void Describe(ref AdditionalData bound, KeyVersionScope scope, ReadOnlySpan<byte> additionalData)
    {
        bound.Add(Label);
        bound.Add(scope.ProjectId);
        bound.Add(scope.KeyId);
        bound.Add(scope.Version);
        bound.Add(additionalData);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>
/// RSA-2048 with OAEP, SHA-256 for hash and mask (RFC 8017, section 7.1), empty label; the payload of a ciphertext is the 256 bytes of RSA.
/// Whoever has the public key can make one without this server, so nothing tells who encrypted it: that is what asymmetric encryption is.
/// </summary>
internal static class AsymmetricCipher
{
    /// <summary>
    /// Additional data would have to be OAEP's label, for which the platform has no parameter: an <c>aad</c> is refused, because ignoring it would be
    /// the one answer that misleads.
    /// </summary>
    public const bool SupportsAdditionalData = false;

    /// <summary>The longest plaintext, in bytes: 256 less two hashes and two bytes.</summary>
    public const int LargestPlaintext = PayloadLength - (2 * 32) - 2;

    private const int PayloadLength = 256;

    /// <summary>Encrypts under a key version, at most <see cref="LargestPlaintext"/> bytes.</summary>
    public static string Encrypt(AsymmetricKey key, int version, ReadOnlySpan<byte> plaintext)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, LargestPlaintext, nameof(plaintext));
        Span<byte> payload = stackalloc byte[PayloadLength];
        key.RsaFor(KeyPurposes.AsymmetricEncryption).Encrypt(plaintext, payload, RSAEncryptionPadding.OaepSHA256);
        return CiphertextText.Format(version, payload);
    }

    /// <summary>Decrypts; false for whatever this key version did not encrypt. The caller disposes the plaintext.</summary>
    public static bool TryDecrypt(AsymmetricKey key, int version, CiphertextText text, [NotNullWhen(true)] out SecretBuffer? plaintext)
    {
        plaintext = null;
        var rsa = key.RsaFor(KeyPurposes.AsymmetricEncryption);
        if (text.Version != version || text.PayloadLength != PayloadLength)
        {
            return false;
        }

        Span<byte> payload = stackalloc byte[PayloadLength];
        Span<byte> opened = stackalloc byte[PayloadLength];
        text.CopyPayloadTo(payload);
        try
        {
            var length = rsa.Decrypt(payload, opened, RSAEncryptionPadding.OaepSHA256);
            plaintext = new SecretBuffer(length);
            opened[..length].CopyTo(plaintext.Span);
            return true;
        }
        catch (CryptographicException)
        {
            // One answer for every reason, or the answers would be an oracle on the padding (Manger, 2001).
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
        }
    }
}

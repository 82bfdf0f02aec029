using System.Buffers.Binary;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Kms;

/// <summary>
/// The bytes of an envelope, format 1:
/// <code>
/// format 1 | key id 16 | term 4 | salt 32 | wrapped data key 32 | its tag 16 | nonce 12 | ciphertext n | tag 16
/// </code>
/// The data key is wrapped by a key that is itself derived for this message, HKDF-SHA-256(project key, salt): each derived key encrypts once,
/// so no durable count of encryptions is needed and no project gets near the 2^32 random nonces of AES-GCM
/// ("encryptions per key version are counted durably [...], or a key is derived per message": the decision on envelopes).
/// Additional data, every part with its length: of the wrapped data key, the whole header and the scope; of the value, format and scope. So every
/// field is authenticated, and a rotation can re-wrap the data key under a new term without touching the value.
/// </summary>
internal static class EnvelopeFormat
{
    /// <summary>How much longer an envelope is than its value.</summary>
    public const int Overhead = ValueAt + AesGcmPool.TagSize;

    /// <summary>Where a wrapped data key ends and what it encrypts begins.</summary>
    public const int WrappedKeySize = NonceAt;

    private const byte Format1 = 1;
    private const int KeyIdAt = 1;
    private const int TermAt = KeyIdAt + 16;
    private const int SaltAt = TermAt + sizeof(int);
    private const int SaltSize = 32;
    private const int HeaderSize = SaltAt + SaltSize;
    private const int DataKeyAt = HeaderSize;
    private const int DataKeyTagAt = DataKeyAt + AesGcmPool.KeySize;
    private const int NonceAt = DataKeyTagAt + AesGcmPool.TagSize;
    private const int ValueAt = NonceAt + AesGcmPool.NonceSize;
    private const int UsualAdditionalDataSize = 512;

    private static ReadOnlySpan<byte> DerivationUse => "haneul envelope 1 data-key wrap"u8;

    // The derived key never encrypts a second message, so its nonce need not vary.
    private static ReadOnlySpan<byte> WrapNonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Encloses a value under a fresh data key.</summary>
    public static byte[] Seal(WrappingKey key, EnvelopeScope scope, ReadOnlySpan<byte> value, IRandomSource random)
    {
        var bytes = new byte[checked(value.Length + Overhead)];
        var envelope = bytes.AsSpan();
        random.Fill(envelope.Slice(NonceAt, AesGcmPool.NonceSize));

        Span<byte> dataKey = stackalloc byte[AesGcmPool.KeySize];
        var forValue = new AdditionalData(stackalloc byte[UsualAdditionalDataSize]);
        try
        {
            DescribeValue(ref forValue, scope);
            random.Fill(dataKey);
            WrapDataKey(key, scope, dataKey, envelope[..WrappedKeySize], random);
            AesGcmPool.EncryptOnce(
                dataKey, envelope.Slice(NonceAt, AesGcmPool.NonceSize), value, envelope.Slice(ValueAt, value.Length), envelope[^AesGcmPool.TagSize..], forValue.Bytes);
            return bytes;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            forValue.Dispose();
        }
    }

    /// <summary>
    /// The same envelope with its data key under another key: its first <see cref="WrappedKeySize"/> bytes are new, the rest, if it is there, stays as it is. The value is not opened.
    /// </summary>
    /// <exception cref="EnvelopeException">The data key does not unwrap.</exception>
    public static byte[] Rewrap(WrappingKey from, WrappingKey to, EnvelopeScope scope, ReadOnlySpan<byte> envelope, IRandomSource random)
    {
        var bytes = envelope.ToArray();
        Span<byte> dataKey = stackalloc byte[AesGcmPool.KeySize];
        try
        {
            UnwrapDataKey(from, scope, envelope, dataKey);
            WrapDataKey(to, scope, dataKey, bytes.AsSpan(0, WrappedKeySize), random);
            return bytes;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>Which key an envelope asks for. Nothing read here is trusted before the envelope has been opened, which authenticates it.</summary>
    /// <exception cref="EnvelopeException">It is too short, or of a format that this version doesn't know.</exception>
    public static (UInt128 KeyId, int Term) ReadHeader(ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < WrappedKeySize)
        {
            throw new EnvelopeException("The envelope is too short.");
        }

        return envelope[0] == Format1
            ? (BinaryPrimitives.ReadUInt128BigEndian(envelope[KeyIdAt..]), BinaryPrimitives.ReadInt32BigEndian(envelope[TermAt..]))
            : throw new EnvelopeException("The envelope has an unknown format.");
    }

    /// <summary>Opens an envelope whose header has been read.</summary>
    /// <exception cref="EnvelopeException">Something was changed, or the scope is another one.</exception>
    public static SecretBuffer Open(WrappingKey key, EnvelopeScope scope, ReadOnlySpan<byte> envelope)
        => Open(key, scope, envelope[..NonceAt], envelope[NonceAt..]);

    /// <summary>Opens an envelope that is kept in two parts: the wrapped data key, whose header has been read, and the rest.</summary>
    /// <exception cref="EnvelopeException">Something was changed, or the scope is another one.</exception>
    public static SecretBuffer Open(WrappingKey key, EnvelopeScope scope, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> dataKey = stackalloc byte[AesGcmPool.KeySize];
        var forValue = new AdditionalData(stackalloc byte[UsualAdditionalDataSize]);
        SecretBuffer? value = null;
        try
        {
            DescribeValue(ref forValue, scope);
            if (ciphertext.Length < AesGcmPool.NonceSize + AesGcmPool.TagSize)
            {
                throw new EnvelopeException("The envelope is too short.");
            }

            UnwrapDataKey(key, scope, wrapped, dataKey);
            value = new SecretBuffer(ciphertext.Length - AesGcmPool.NonceSize - AesGcmPool.TagSize);
            if (!AesGcmPool.TryDecryptOnce(
                dataKey, ciphertext[..AesGcmPool.NonceSize], ciphertext.Slice(AesGcmPool.NonceSize, value.Length), ciphertext[^AesGcmPool.TagSize..], value.Span, forValue.Bytes))
            {
                throw new EnvelopeException("The envelope does not open: its content was changed.");
            }

            return value;
        }
        catch (Exception exception)
        {
            value?.Dispose();
            if (exception is ArgumentException)
            {
                // A scope that is not valid Unicode: no envelope was ever made for it.
                throw new EnvelopeException("The envelope does not open: it belongs elsewhere.");
            }

            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            forValue.Dispose();
        }
    }

    private static void WrapDataKey(WrappingKey key, EnvelopeScope scope, ReadOnlySpan<byte> dataKey, Span<byte> wrapped, IRandomSource random)
    {
        wrapped[0] = Format1;
        BinaryPrimitives.WriteUInt128BigEndian(wrapped[KeyIdAt..], key.Id);
        BinaryPrimitives.WriteInt32BigEndian(wrapped[TermAt..], key.Term);
        random.Fill(wrapped.Slice(SaltAt, SaltSize));
        Span<byte> wrappingKey = stackalloc byte[AesGcmPool.KeySize];
        var forKey = new AdditionalData(stackalloc byte[UsualAdditionalDataSize]);
        try
        {
            DescribeDataKey(ref forKey, wrapped[..HeaderSize], scope);
            key.Key.Derive(wrapped.Slice(SaltAt, SaltSize), DerivationUse, wrappingKey);
            AesGcmPool.EncryptOnce(
                wrappingKey, WrapNonce, dataKey, wrapped.Slice(DataKeyAt, AesGcmPool.KeySize), wrapped.Slice(DataKeyTagAt, AesGcmPool.TagSize), forKey.Bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrappingKey);
            forKey.Dispose();
        }
    }

    private static void UnwrapDataKey(WrappingKey key, EnvelopeScope scope, ReadOnlySpan<byte> wrapped, Span<byte> dataKey)
    {
        Span<byte> wrappingKey = stackalloc byte[AesGcmPool.KeySize];
        var forKey = new AdditionalData(stackalloc byte[UsualAdditionalDataSize]);
        try
        {
            DescribeDataKey(ref forKey, wrapped[..HeaderSize], scope);
            key.Key.Derive(wrapped.Slice(SaltAt, SaltSize), DerivationUse, wrappingKey);
            if (!AesGcmPool.TryDecryptOnce(
                wrappingKey, WrapNonce, wrapped.Slice(DataKeyAt, AesGcmPool.KeySize), wrapped.Slice(DataKeyTagAt, AesGcmPool.TagSize), dataKey, forKey.Bytes))
            {
                throw new EnvelopeException("The envelope does not open: its header or data key was changed, or it belongs elsewhere.");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrappingKey);
            forKey.Dispose();
        }
    }

    private static void DescribeDataKey(ref AdditionalData additionalData, ReadOnlySpan<byte> header, EnvelopeScope scope)
    {
        additionalData.Add("haneul envelope data key"u8);
        additionalData.Add(header[..KeyIdAt]);
        additionalData.Add(header[KeyIdAt..TermAt]);
        additionalData.Add(header[TermAt..SaltAt]);
        additionalData.Add(header[SaltAt..]);
        DescribeScope(ref additionalData, scope);
    }

    private static void DescribeValue(ref AdditionalData additionalData, EnvelopeScope scope)
    {
        additionalData.Add("haneul envelope value"u8);
        additionalData.Add([Format1]);
        DescribeScope(ref additionalData, scope);
    }

    private static void DescribeScope(ref AdditionalData additionalData, EnvelopeScope scope)
    {
        additionalData.Add(scope.Purpose);
        additionalData.Add(scope.ProjectId);
        additionalData.Add(scope.ResourceId);
        additionalData.Add(scope.Version);
    }
}

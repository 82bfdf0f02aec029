using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.WebConsole.Sessions;

/// <summary>
/// The value of a browser's cookie: 256 random bits that only the browser keeps. The database has its HMAC, and what it keeps of the session is encrypted under a key that is
/// derived from it; forms are authenticated by it too, whether anybody is signed in or not.
/// </summary>
public sealed class SessionSecret
{
    private const int Size = 32;
    private const int MacSize = 32;

    private static readonly byte[] MacContext = "haneul console session"u8.ToArray();
    private static readonly byte[] SealContext = "haneul console session state"u8.ToArray();
    private static readonly byte[] FormContext = "haneul console form"u8.ToArray();

    private readonly byte[] _bytes;

    private SessionSecret(byte[] bytes) => _bytes = bytes;

    /// <summary>A new one.</summary>
    public static SessionSecret Create(IRandomSource random)
    {
        var bytes = new byte[Size];
        random.Fill(bytes);
        return new SessionSecret(bytes);
    }

    /// <summary>The secret of a cookie; null if it is none.</summary>
    public static SessionSecret? Parse(string? cookie)
    {
        if (cookie is not { Length: 43 })
        {
            return null;
        }

        var bytes = new byte[Size];
        return Base64Url.DecodeFromChars(cookie, bytes, out _, out var length) == OperationStatus.Done && length == Size ? new SessionSecret(bytes) : null;
    }

    /// <summary>As the cookie has it.</summary>
    public string ToCookie() => Base64Url.EncodeToString(_bytes);

    /// <summary>What the database knows it by.</summary>
    public byte[] Mac(ISystemKeys keys)
    {
        var mac = new byte[MacSize];
        keys.ComputeHmac(SystemKey.TokenPepper, [.. MacContext, .. _bytes], mac);
        return mac;
    }

    /// <summary>Encrypts what the session keeps. The id binds it to its row.</summary>
    public byte[] Seal(string sessionId, ReadOnlySpan<byte> state, IRandomSource random)
    {
        var box = new byte[AesGcmPool.NonceSize + state.Length + AesGcmPool.TagSize];
        var nonce = box.AsSpan(0, AesGcmPool.NonceSize);
        random.Fill(nonce);
        Span<byte> key = stackalloc byte[AesGcmPool.KeySize];
        Derive(SealContext, key);
        AesGcmPool.EncryptOnce(key, nonce, state, box.AsSpan(AesGcmPool.NonceSize, state.Length), box.AsSpan(AesGcmPool.NonceSize + state.Length), Encoding.UTF8.GetBytes(sessionId));
        CryptographicOperations.ZeroMemory(key);
        return box;
    }

    /// <summary>Opens what <see cref="Seal"/> made; null if it was changed or belongs elsewhere.</summary>
    public byte[]? Open(string sessionId, ReadOnlySpan<byte> box)
    {
        var length = box.Length - AesGcmPool.NonceSize - AesGcmPool.TagSize;
        if (length < 0)
        {
            return null;
        }

        var state = new byte[length];
        Span<byte> key = stackalloc byte[AesGcmPool.KeySize];
        Derive(SealContext, key);
        var opened = AesGcmPool.TryDecryptOnce(
            key, box[..AesGcmPool.NonceSize], box.Slice(AesGcmPool.NonceSize, length), box[(AesGcmPool.NonceSize + length)..], state, Encoding.UTF8.GetBytes(sessionId));
        CryptographicOperations.ZeroMemory(key);
        return opened ? state : null;
    }

    /// <summary>Authenticates a form of the browser that has this cookie.</summary>
    public void ComputeFormMac(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Span<byte> key = stackalloc byte[MacSize];
        Derive(FormContext, key);
        HMACSHA256.HashData(key, data, destination);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(SessionSecret);

    private void Derive(byte[] context, Span<byte> key) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, key, [], context);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.SecretsManager.Transfer.Bundles;

/// <summary>
/// The bytes of a bundle, format 1 (docs/adr/0021):
/// <code>
/// "HANEULSB" | format 4 | rounds of PBKDF2, 0 for a key 4 | salt 32 | chunk ... chunk
/// </code>
/// A chunk is 64 KiB of the content under AES-256-GCM and its tag; the last one may be shorter. The key is derived for this one bundle, so that the number of a chunk can be its
/// nonce; the additional data is the digest of the header and whether this is the last chunk. So a change, a cut, an exchange and an addition are all found.
/// </summary>
internal static class BundleCipher
{
    /// <summary>Bytes of the salt.</summary>
    public const int SaltSize = 32;

    private const int Format = 1;
    private const int HeaderSize = 8 + sizeof(int) + sizeof(int) + SaltSize;
    private const int ChunkSize = 64 * 1024;
    private const int SealedSize = ChunkSize + AesGcmPool.TagSize;

    private static ReadOnlySpan<byte> Magic => "HANEULSB"u8;

    private static ReadOnlySpan<byte> Purpose => "haneul secret bundle 1"u8;

    /// <summary>Encrypts a content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="protection">What <see cref="BundleProtection.FromPassword"/> made of a password, or a key.</param>
    public static byte[] Seal(ReadOnlySpan<byte> content, BundleProtection protection)
    {
        var chunks = Math.Max(1, (content.Length + ChunkSize - 1) / ChunkSize);
        var bundle = new byte[HeaderSize + content.Length + (chunks * AesGcmPool.TagSize)];
        Magic.CopyTo(bundle);
        BinaryPrimitives.WriteInt32BigEndian(bundle.AsSpan(8), Format);
        BinaryPrimitives.WriteInt32BigEndian(bundle.AsSpan(12), protection.Rounds);
        protection.Salt.CopyTo(bundle.AsSpan(16));
        using var cipher = protection.ToCipher(Purpose);
        Span<byte> described = stackalloc byte[SHA256.HashSizeInBytes + 1];
        Span<byte> nonce = stackalloc byte[AesGcmPool.NonceSize];
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var plain = content.Slice(chunk * ChunkSize, Math.Min(ChunkSize, content.Length - (chunk * ChunkSize)));
            var place = bundle.AsSpan(HeaderSize + (chunk * SealedSize), plain.Length + AesGcmPool.TagSize);
            Describe(described, nonce, bundle, chunk, isLast: chunk == chunks - 1);
            cipher.Encrypt(nonce, plain, place[..plain.Length], place[plain.Length..], described);
        }

        return bundle;
    }

    /// <summary>What a bundle says of its protection; null if it is none, or out of bounds.</summary>
    public static (int Rounds, byte[] Salt)? ReadHeader(ReadOnlySpan<byte> bundle)
    {
        if (bundle.Length < HeaderSize + AesGcmPool.TagSize || !bundle.StartsWith(Magic) || BinaryPrimitives.ReadInt32BigEndian(bundle[8..]) != Format)
        {
            return null;
        }

        // Bounded before any work is done: a hostile bundle could ask for a billion rounds.
        var rounds = BinaryPrimitives.ReadInt32BigEndian(bundle[12..]);
        return rounds is >= 0 and <= BundleProtection.MostRounds ? (rounds, bundle.Slice(16, SaltSize).ToArray()) : null;
    }

    /// <summary>Decrypts a bundle; null if anything of it was changed or the protection is another one.</summary>
    public static SecretBuffer? Open(ReadOnlySpan<byte> bundle, BundleProtection protection)
    {
        var body = bundle.Length - HeaderSize;
        var chunks = (body + SealedSize - 1) / SealedSize;
        var length = body - (chunks * AesGcmPool.TagSize);
        if (body - ((chunks - 1) * SealedSize) < AesGcmPool.TagSize)
        {
            return null;
        }

        var content = new SecretBuffer(length);
        using var cipher = protection.ToCipher(Purpose);
        Span<byte> described = stackalloc byte[SHA256.HashSizeInBytes + 1];
        Span<byte> nonce = stackalloc byte[AesGcmPool.NonceSize];
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var plain = content.Span.Slice(chunk * ChunkSize, Math.Min(ChunkSize, length - (chunk * ChunkSize)));
            var place = bundle.Slice(HeaderSize + (chunk * SealedSize), plain.Length + AesGcmPool.TagSize);
            Describe(described, nonce, bundle, chunk, isLast: chunk == chunks - 1);
            if (!cipher.TryDecrypt(nonce, place[..plain.Length], place[plain.Length..], plain, described))
            {
                content.Dispose();
                return null;
            }
        }

        return content;
    }

    private static void Describe(Span<byte> described, Span<byte> nonce, ReadOnlySpan<byte> bundle, int chunk, bool isLast)
    {
        SHA256.HashData(bundle[..HeaderSize], described);
        described[^1] = isLast ? (byte)1 : (byte)0;
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[^sizeof(int)..], chunk);
    }
}

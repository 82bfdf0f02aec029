using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>
/// The bytes of a backup, format 1 (docs/adr/0014-backups.md):
/// <code>
/// "HANEULBK" | format 4 | length of manifest 4 | manifest (JSON, in clear) | chunk ... chunk
/// </code>
/// A chunk is 64 KiB of compressed records under AES-256-GCM and its tag; the last one may be shorter. The nonce is the number of the chunk; the additional data is the digest of everything
/// before the first chunk, and whether this is the last one. So a change, a cut, an exchange and an addition are all found.
/// </summary>
internal static class BackupFormat
{
    public const int Version = 1;
    public const int ChunkSize = 64 * 1024;

    private const int PrefixSize = 16;
    private const int LongestManifest = 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => "HANEULBK"u8;

    /// <summary>Writes what comes before the chunks and returns its digest.</summary>
    public static byte[] WriteHeader(Stream file, BackupManifest manifest)
    {
        var json = manifest.ToJson();
        var header = new byte[PrefixSize + json.Length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), json.Length);
        json.CopyTo(header, PrefixSize);
        file.Write(header);
        return SHA256.HashData(header);
    }

    /// <summary>Reads what comes before the chunks, and its digest.</summary>
    /// <exception cref="BackupDamagedException">It is no backup, or damaged.</exception>
    /// <exception cref="StorageRefusedException">It is of a format of a newer version.</exception>
    public static (BackupManifest Manifest, byte[] Digest) ReadHeader(Stream file)
    {
        var prefix = new byte[PrefixSize];
        if (file.ReadAtLeast(prefix, PrefixSize, throwOnEndOfStream: false) < PrefixSize || !prefix.AsSpan().StartsWith(Magic))
        {
            throw new BackupDamagedException("it does not begin as a backup of Haneul does");
        }

        var version = BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(8));
        var length = BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(12));
        if (version != Version)
        {
            throw new StorageRefusedException($"The backup has the format {version}, and this version knows the format {Version} only. Use the version of Haneul that made it, or a newer one.");
        }

        var header = new byte[PrefixSize + (length is > 0 and <= LongestManifest ? length : throw new BackupDamagedException("its manifest can't be read"))];
        prefix.CopyTo(header, 0);
        if (file.ReadAtLeast(header.AsSpan(PrefixSize), length, throwOnEndOfStream: false) < length)
        {
            throw new BackupDamagedException("it ends within its manifest");
        }

        return (BackupManifest.FromJson(header.AsMemory(PrefixSize)), SHA256.HashData(header));
    }

    /// <summary>The nonce of a chunk. A key is used for one file only, so numbers do not meet again.</summary>
    public static void WriteNonce(Span<byte> nonce, long chunk)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], chunk);
    }

    /// <summary>What is authenticated with a chunk.</summary>
    public static byte[] Describe(byte[] headerDigest, bool isLast) => [.. headerDigest, isLast ? (byte)1 : (byte)0];
}

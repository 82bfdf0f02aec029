using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.UnitTests.Storage;

/// <summary>The file of a backup: nothing that happens to it may go unnoticed, wherever it happens.</summary>
public sealed class BackupStreamTests
{
    private const int SealedChunk = BackupFormat.ChunkSize + AesGcmPool.TagSize;

    private static readonly byte[] Key = [.. Enumerable.Range(1, AesGcmPool.KeySize).Select(number => (byte)number)];

    private static readonly BackupManifest Manifest = new(
        DateTimeOffset.UnixEpoch, DatabaseEngine.Postgres, "schema", "0123456789abcdef", new byte[BackupManifest.SaltSize], [new("iam", 1, "first", "sum")]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BackupFormat.ChunkSize - 1)]
    [InlineData(BackupFormat.ChunkSize)]
    [InlineData(BackupFormat.ChunkSize + 1)]
    [InlineData((3 * BackupFormat.ChunkSize) + 17)]
    public void What_was_written_is_read(int length)
    {
        var content = Content(length);

        var (manifest, read) = Read(Write(content));

        Assert.Equal(content, read);
        Assert.Equal((Manifest.Engine, Manifest.RootKeyFingerprint, Manifest.CreatedAt), (manifest.Engine, manifest.RootKeyFingerprint, manifest.CreatedAt));
        Assert.Equal(Manifest.Migrations, manifest.Migrations);
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var file = Write(Content(300));
        for (var position = 0; position < file.Length; position++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                file[position] ^= (byte)(1 << bit);
                AssertRefused(file, $"bit {bit} of byte {position}");
                file[position] ^= (byte)(1 << bit);
            }
        }

        Read(file);
    }

    // Shown to whoever restores before the key has proved anything.
    [Theory]
    [InlineData("")]
    [InlineData("\u001b[2J")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("0123456789abcdef\nThe backup is whole.")]
    public void A_manifest_whose_fingerprint_is_none_is_damage(string fingerprint)
    {
        using var file = new MemoryStream();
        BackupFormat.WriteHeader(file, Manifest with { RootKeyFingerprint = fingerprint });
        file.Position = 0;

        Assert.Throws<BackupDamagedException>(() => BackupFormat.ReadHeader(file));
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        var file = Write(Content(300));
        for (var length = 0; length < file.Length; length++)
        {
            AssertRefused(file[..length], $"cut to {length} bytes");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_cut_between_chunks_is_noticed(int chunks)
    {
        // The last chunk is a full one, so that no length gives the cut away.
        var file = Write(Content(4 * BackupFormat.ChunkSize));
        var header = file.Length - (4 * SealedChunk);

        AssertRefused(file[..(header + (chunks * SealedChunk))], $"cut after {chunks} chunks");
    }

    [Fact]
    public void Chunks_that_change_places_are_noticed()
    {
        var file = Write(Content(4 * BackupFormat.ChunkSize));
        var header = file.Length - (4 * SealedChunk);
        byte[] Chunk(int number) => file[(header + (number * SealedChunk))..(header + ((number + 1) * SealedChunk))];

        AssertRefused([.. file[..header], .. Chunk(1), .. Chunk(0), .. Chunk(2), .. Chunk(3)], "0 and 1 exchanged");
        AssertRefused([.. file[..header], .. Chunk(0), .. Chunk(2), .. Chunk(3)], "1 left out");
        AssertRefused([.. file[..header], .. Chunk(0), .. Chunk(1), .. Chunk(1), .. Chunk(2), .. Chunk(3)], "1 twice");
        AssertRefused([.. file, .. Chunk(3)], "the last one twice");
        AssertRefused([.. file, 0], "a byte behind the end");
        Read(file);
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        var file = Write(Content(10));
        var other = (byte[])Key.Clone();
        other[31] ^= 1;

        Assert.Throws<BackupDamagedException>(() => Read(file, other));
    }

    [Fact]
    public void A_file_that_was_never_completed_is_noticed()
    {
        using var file = new MemoryStream();
        using var cipher = new AesGcmPool(Key);
        using (var sealing = new SealingStream(file, cipher, BackupFormat.WriteHeader(file, Manifest)))
        {
            sealing.Write(Content(2 * BackupFormat.ChunkSize));
        }

        AssertRefused(file.ToArray(), "not completed");
    }

    [Fact]
    public void A_format_of_the_future_is_told_apart_from_damage()
    {
        var file = Write(Content(10));
        file[11] = BackupFormat.Version + 1;

        var refusal = Assert.Throws<StorageRefusedException>(() => Read(file));

        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(number => (byte)(number * 31 % 251))];

    private static byte[] Write(byte[] content)
    {
        using var file = new MemoryStream();
        using var cipher = new AesGcmPool(Key);
        using var sealing = new SealingStream(file, cipher, BackupFormat.WriteHeader(file, Manifest));
        sealing.Write(content);
        sealing.Complete();
        return file.ToArray();
    }

    private static (BackupManifest Manifest, byte[] Content) Read(byte[] bytes, byte[]? key = null)
    {
        using var file = new MemoryStream(bytes);
        var (manifest, digest) = BackupFormat.ReadHeader(file);
        using var cipher = new AesGcmPool(key ?? Key);
        using var opening = new OpeningStream(file, cipher, digest);
        using var content = new MemoryStream();
        opening.CopyTo(content);
        return (manifest, content.ToArray());
    }

    private static void AssertRefused(byte[] file, string what)
    {
        try
        {
            Read(file);
        }
        catch (Exception exception) when (exception is BackupDamagedException or StorageRefusedException)
        {
            return;
        }

        Assert.Fail($"Not noticed: {what}.");
    }
}

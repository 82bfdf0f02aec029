using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.Kms;
using Haneul.Server.Start;

namespace Haneul.Server.Backups;

/// <summary>A backup whose manifest has been read, and the root key that it needs.</summary>
internal sealed class OpenBackup : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _headerDigest;
    private readonly BackupRootKey _key;

    private OpenBackup(FileStream file, BackupManifest manifest, byte[] headerDigest, BackupRootKey key)
    {
        _file = file;
        Manifest = manifest;
        _headerDigest = headerDigest;
        _key = key;
    }

    /// <summary>What the backup tells about itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Opens it with the root key that the settings name.</summary>
    /// <exception cref="StartRefusedException">That is not the key that it needs, or can't be read.</exception>
    /// <exception cref="BackupDamagedException">It is no backup.</exception>
    public static async Task<OpenBackup> ReadAsync(string path, HaneulOptions options, CancellationToken cancellation)
    {
        var file = new FileStream(path, new FileStreamOptions { BufferSize = 128 * 1024, Options = FileOptions.SequentialScan });
        BackupRootKey? key = null;
        try
        {
            var (manifest, digest) = DatabaseRestore.ReadHeader(file);
            (key, var problem) = await BackupRootKey.ReadAsync(options, TimeProvider.System, cancellation);
            if (key is null)
            {
                throw new StartRefusedException($"This backup needs the root key with the fingerprint {manifest.RootKeyFingerprint}. {problem}");
            }

            return key.Refuse(manifest.RootKeyFingerprint) is { } refusal ? throw new StartRefusedException(refusal) : new OpenBackup(file, manifest, digest, key);
        }
        catch
        {
            key?.Dispose();
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Restores it into the empty place that a database setting names; once.</summary>
    public Task<IReadOnlyList<TableCount>> RestoreAsync(string database, string dataFolder, CancellationToken cancellation) => DatabaseFactory.RestoreAsync(
        database, dataFolder, ServiceModules.Migrations, TimeProvider.System, restore => restore.RunAsync(_file, Manifest, _headerDigest, _key.Derive, cancellation));

    /// <inheritdoc />
    public void Dispose()
    {
        _key.Dispose();
        _file.Dispose();
    }
}

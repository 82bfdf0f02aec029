using System.Data.Common;
using System.IO.Compression;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>Gives the bytes that are derived from a root key for one salt: the key of a backup.</summary>
public delegate void BackupKeyDerivation(ReadOnlySpan<byte> salt, Span<byte> key);

/// <summary>How many rows of a table went through.</summary>
public sealed record TableCount(string Table, long Rows);

/// <summary>Writes a snapshot as a backup: every table that migrations make, in one stream, with memory for one row at a time.</summary>
public static class DatabaseBackup
{
    /// <exception cref="StorageRefusedException">The database is not on the schema of this build.</exception>
    public static async Task<IReadOnlyList<TableCount>> WriteAsync(
        IDatabaseSnapshot snapshot, IReadOnlyList<MigrationSource> sources, string rootKeyFingerprint, BackupKeyDerivation derive, IRandomSource random, TimeProvider time,
        Stream file, CancellationToken cancellation)
    {
        var source = (ISnapshotSource)snapshot;
        var migrations = MigrationLoader.LoadAll(sources, source.Engine);
        try
        {
            if (!await Migrator.IsCurrentAsync(source.Schema, source.Connection, migrations, cancellation))
            {
                throw new StorageRefusedException(
                    "The database is not on the schema of this version, and a backup changes nothing. Make the backup with the version of Haneul that runs on it, or start this version once.");
            }

            var salt = new byte[BackupManifest.SaltSize];
            random.Fill(salt);
            var manifest = new BackupManifest(
                time.GetUtcNow(), source.Engine, await source.Schema.ReadFingerprintAsync(source.Connection, cancellation), rootKeyFingerprint, salt,
                [.. migrations.Select(migration => new BackupMigration(migration.Service, migration.Number, migration.Name, migration.Checksum))]);
            var tables = await BackupTable.ListAsync(MigrationLoader.LoadAll(sources, DatabaseEngine.Sqlite), cancellation);
            using var cipher = OpenCipher(derive, salt);
            using var sealing = new SealingStream(file, cipher, BackupFormat.WriteHeader(file, manifest));
            var counts = await WriteTablesAsync(source, tables, sealing, cancellation);
            sealing.Complete();
            return counts;
        }
        catch (DbException exception)
        {
            throw new StorageRefusedException($"The database could not be read: {exception.Message}", exception);
        }
    }

    internal static AesGcmPool OpenCipher(BackupKeyDerivation derive, byte[] salt)
    {
        Span<byte> key = stackalloc byte[AesGcmPool.KeySize];
        derive(salt, key);
        var cipher = new AesGcmPool(key);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static async Task<IReadOnlyList<TableCount>> WriteTablesAsync(ISnapshotSource source, IReadOnlyList<BackupTable> tables, Stream sealing, CancellationToken cancellation)
    {
        using var compressing = new GZipStream(sealing, CompressionLevel.Fastest, leaveOpen: true);
        using var writer = new RecordWriter(compressing);
        var counts = new List<TableCount>();
        foreach (var table in tables)
        {
            writer.BeginTable(table, await source.ReadIdentityAsync(table.Name, cancellation));
            var rows = 0L;
            await using var command = source.Connection.Prepare($"SELECT {table.ColumnList} FROM \"{table.Name}\"");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                writer.WriteRow(table, reader);
                rows++;
            }

            writer.EndTable(rows);
            counts.Add(new TableCount(table.Name, rows));
        }

        writer.Complete();
        return counts;
    }
}

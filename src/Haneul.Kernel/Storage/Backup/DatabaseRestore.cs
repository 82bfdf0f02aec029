using System.Data.Common;
using System.IO.Compression;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>Reads a backup into an empty database, whichever engine either is on. Everything is restored, or nothing is.</summary>
public sealed class DatabaseRestore
{
    private readonly IRestoreTarget _target;
    private readonly IReadOnlyList<MigrationSource> _sources;
    private readonly TimeProvider _time;

    internal DatabaseRestore(IRestoreTarget target, IReadOnlyList<MigrationSource> sources, TimeProvider time)
    {
        _target = target;
        _sources = sources;
        _time = time;
    }

    /// <summary>Reads what a backup tells about itself; the rest of the stream is for <see cref="RunAsync"/>.</summary>
    /// <exception cref="BackupDamagedException">It is none, or damaged.</exception>
    public static (BackupManifest Manifest, byte[] HeaderDigest) ReadHeader(Stream file) => BackupFormat.ReadHeader(file);

    /// <summary>Restores what follows the header.</summary>
    /// <exception cref="StorageRefusedException">Nothing may be restored here, or not by this version; nothing was changed.</exception>
    /// <exception cref="BackupDamagedException">The backup is damaged; nothing was changed.</exception>
    public async Task<IReadOnlyList<TableCount>> RunAsync(
        Stream file, BackupManifest manifest, byte[] headerDigest, BackupKeyDerivation derive, CancellationToken cancellation)
    {
        using var cipher = DatabaseBackup.OpenCipher(derive, manifest.Salt);
        using var opening = new OpeningStream(file, cipher, headerDigest);
        opening.Begin();
        var known = SelectKnown(manifest);
        var tables = await BackupTable.ListAsync(Choose(DatabaseEngine.Sqlite, known), cancellation);
        try
        {
            IReadOnlyList<TableCount> counts = [];
            await _target.RunAsync(
                tables.Select(table => table.Name),
                async loader =>
                {
                    await Migrator.ApplyAsync(_target.Schema, loader.Connection, Choose(_target.Engine, known), _time, cancellation);
                    await loader.SuspendForeignKeysAsync(cancellation);
                    counts = await LoadAsync(loader, opening, tables, cancellation);
                    await loader.CheckForeignKeysAsync(cancellation);
                },
                (schema, connection) => Migrator.ApplyAsync(schema, connection, MigrationLoader.LoadAll(_sources, _target.Engine), _time, cancellation),
                cancellation);
            return counts;
        }
        catch (DbException exception)
        {
            throw new StorageRefusedException($"The backup could not be restored, and nothing was changed: {exception.Message}", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new BackupDamagedException("its content can't be unpacked", exception);
        }
    }

    private static async Task<IReadOnlyList<TableCount>> LoadAsync(
        IRowLoader loader, OpeningStream opening, IReadOnlyList<BackupTable> expected, CancellationToken cancellation)
    {
        using var unpacking = new GZipStream(opening, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new RecordReader(unpacking);
        var missing = expected.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var counts = new List<TableCount>();
        while (reader.NextTable() is var (table, identity))
        {
            if (!missing.Remove(table.Name, out var ours) || !ours.Columns.SequenceEqual(table.Columns))
            {
                throw new BackupDamagedException($"table '{table.Name}' is not the one that the migrations in its manifest make");
            }

            var row = new BackupValue[table.Columns.Count];
            var rows = await loader.LoadAsync(table, identity, row, rowsSoFar => reader.NextRow(table, row, rowsSoFar), cancellation);
            counts.Add(new TableCount(table.Name, rows));
        }

        // To the very end: what was put behind the content is a change too.
        return missing.Count == 0 && opening.ReadByte() < 0
            ? counts
            : throw new BackupDamagedException(missing.Count == 0 ? "something follows its end" : $"table '{missing.Keys.First()}' is not in it");
    }

    /// <summary>The migrations of the backup, if this version knows them all and knows them as they were.</summary>
    private HashSet<(string Service, int Number)> SelectKnown(BackupManifest manifest)
    {
        var ours = MigrationLoader.LoadAll(_sources, manifest.Engine).ToDictionary(migration => (migration.Service, migration.Number));
        var known = new HashSet<(string Service, int Number)>();
        foreach (var migration in manifest.Migrations)
        {
            if (!ours.TryGetValue((migration.Service, migration.Number), out var own) || !string.Equals(own.Checksum, migration.Checksum, StringComparison.Ordinal))
            {
                throw new StorageRefusedException(
                    $"The backup was made by another version of Haneul: it holds migration {migration.Service}/{migration.Number:D4}_{migration.Name}, which this version does not know as it is there. " +
                    "Restore it with the version that made it, or a newer one.");
            }

            known.Add((migration.Service, migration.Number));
        }

        // A later migration without an earlier one would be applied to a schema that never was.
        return known.All(migration => migration.Number == 1 || known.Contains((migration.Service, migration.Number - 1)))
            ? known
            : throw new BackupDamagedException("a migration is missing in its manifest");
    }

    private List<Migration> Choose(DatabaseEngine engine, HashSet<(string Service, int Number)> known) =>
        [.. MigrationLoader.LoadAll(_sources, engine).Where(migration => known.Contains((migration.Service, migration.Number)))];
}

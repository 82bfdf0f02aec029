using System.Data.Common;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Storage.Migrations;

/// <summary>
/// Brings a database to the schema of this build and proves that it has it. Forward only: all pending migrations in one transaction, under
/// a lock that keeps other nodes out; what cannot be understood is refused, never repaired.
/// </summary>
public static class Migrator
{
    internal const string MigrationsTable = "schema_migrations";
    internal const string CatalogueTable = "schema_catalogue";

    private const string CreateOwnTables = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            service TEXT NOT NULL, number {{int64}} NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at {{int64}} NOT NULL,
            PRIMARY KEY (service, number)) {{strict}};
        CREATE TABLE IF NOT EXISTS schema_catalogue (
            id {{int64}} NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL, verified_at {{int64}} NOT NULL) {{strict}};
        """;

    /// <summary>Migrates and verifies; an ordinary start finds nothing to do and only compares fingerprints.</summary>
    /// <exception cref="StorageRefusedException">The database is not one that this build may run on.</exception>
    public static Task MigrateAsync(
        IDatabase database, IReadOnlyList<MigrationSource> sources, TimeProvider time, CancellationToken cancellation = default) =>
        MigrateAsync(database, MigrationLoader.LoadAll(sources, database.Engine), time, cancellation);

    /// <summary>The statements that <see cref="MigrateAsync(IDatabase, IReadOnlyList{MigrationSource}, TimeProvider, CancellationToken)"/> would run, for operators who want to read first.</summary>
    public static string Script(DatabaseEngine engine, IReadOnlyList<MigrationSource> sources) => string.Join(
        '\n',
        MigrationLoader.LoadAll(sources, engine).Select(migration => $"-- {migration.Service}/{migration.File}\n{migration.Script}"));

    internal static async Task MigrateAsync(
        IDatabase database, IReadOnlyList<Migration> migrations, TimeProvider time, CancellationToken cancellation = default)
    {
        var schema = (database as ISchemaHost ?? throw new ArgumentException("This database has no schema of its own.", nameof(database))).Schema;
        try
        {
            if (await schema.ReadAsync(connection => IsCurrentAsync(schema, connection, migrations, cancellation), cancellation))
            {
                return;
            }

            await schema.RunExclusiveAsync(connection => ApplyAsync(schema, connection, migrations, time, cancellation), cancellation);
        }
        catch (DbException exception)
        {
            throw new StorageRefusedException($"The database could not be migrated, and nothing was changed: {exception.Message}", exception);
        }
    }

    /// <summary>Whether a database is on the schema of this build already. Refuses as migrating does, and changes nothing.</summary>
    internal static async Task<bool> IsCurrentAsync(
        ISchema schema, DbConnection connection, IReadOnlyList<Migration> migrations, CancellationToken cancellation)
    {
        if (!await schema.HasTableAsync(connection, CatalogueTable, cancellation))
        {
            return false;
        }

        var recorded = await ReadRecordedAsync(connection, cancellation);
        if (Pending(migrations, recorded).Count > 0)
        {
            return false;
        }

        await using var command = connection.Prepare("SELECT fingerprint FROM schema_catalogue WHERE id = 1");
        return await command.ExecuteScalarAsync(cancellation) is string fingerprint
            && string.Equals(fingerprint, await schema.ReadFingerprintAsync(connection, cancellation), StringComparison.Ordinal);
    }

    /// <summary>Applies what is pending and verifies, within the transaction of the caller.</summary>
    internal static async Task ApplyAsync(
        ISchema schema, DbConnection connection, IReadOnlyList<Migration> migrations, TimeProvider time, CancellationToken cancellation)
    {
        await connection.RunAsync(SqlTokens.Resolve(CreateOwnTables, schema.Engine), cancellation);
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        foreach (var migration in Pending(migrations, await ReadRecordedAsync(connection, cancellation)))
        {
            try
            {
                await connection.RunAsync(migration.Script, cancellation);
            }
            catch (DbException exception)
            {
                throw new StorageRefusedException(
                    $"Migration {migration.Service}/{migration.File} failed, and nothing was changed: {exception.Message}", exception);
            }

            await using var command = connection.Prepare(
                "INSERT INTO schema_migrations (service, number, name, checksum, applied_at) VALUES (@p0, @p1, @p2, @p3, @p4)",
                migration.Service, (long)migration.Number, migration.Name, migration.Checksum, now);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        var expected = await schema.BuildExpectedAsync(connection, migrations.Select(migration => migration.Script), cancellation);
        var actual = await schema.ReadCatalogueAsync(connection, cancellation);
        if (expected.FirstDifference(actual) is { } difference)
        {
            throw new StorageRefusedException(
                $"The database is not what its migrations made: {difference}. Somebody changed the schema by hand; undo that or restore a backup.");
        }

        await using var store = connection.Prepare(
            """
            INSERT INTO schema_catalogue (id, fingerprint, verified_at) VALUES (1, @p0, @p1)
            ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, verified_at = excluded.verified_at
            """,
            await schema.ReadFingerprintAsync(connection, cancellation), now);
        await store.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<Recorded>> ReadRecordedAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Prepare("SELECT service, number, name, checksum FROM schema_migrations ORDER BY service, number");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var recorded = new List<Recorded>();
        while (await reader.ReadAsync(cancellation))
        {
            recorded.Add(new Recorded(reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3)));
        }

        return recorded;
    }

    private static List<Migration> Pending(IReadOnlyList<Migration> migrations, List<Recorded> recorded)
    {
        var known = migrations.ToDictionary(migration => (migration.Service, (long)migration.Number));
        foreach (var entry in recorded)
        {
            if (!known.Remove((entry.Service, entry.Number), out var migration))
            {
                throw new StorageRefusedException(
                    $"The database was made by a newer version: it holds migration {entry.Service}/{entry.Number:D4}_{entry.Name}, which this version does not know. " +
                    "Start the newer version, or restore a backup made before the upgrade.");
            }

            if (!string.Equals(migration.Checksum, entry.Checksum, StringComparison.Ordinal))
            {
                throw new StorageRefusedException(
                    $"Migration {migration.Service}/{migration.File} is not the one that this database was made with: its checksum differs. " +
                    "Start the version that made the database, or a released version after it.");
            }
        }

        var pending = migrations.Where(migration => known.ContainsKey((migration.Service, migration.Number))).ToList();
        var late = pending.Find(migration => recorded.Exists(entry => string.Equals(entry.Service, migration.Service, StringComparison.Ordinal) && entry.Number > migration.Number));
        return late is null
            ? pending
            : throw new StorageRefusedException(
                $"The database lacks migration {late.Service}/{late.File} but holds later ones of the same service. Restore a backup.");
    }

    private sealed record Recorded(string Service, long Number, string Name, string Checksum);
}

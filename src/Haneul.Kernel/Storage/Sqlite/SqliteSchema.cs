using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>Migrating and reading the catalogue on SQLite.</summary>
internal sealed class SqliteSchema(string path) : ISchema
{
    // One line per fact, in a form that two databases made by the same migrations share.
    private const string CatalogueQuery = """
        WITH tables AS (
            SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\')
        SELECT t.name, 'table', CASE t.strict WHEN 1 THEN 'strict' ELSE '' END FROM tables t
        UNION ALL
        SELECT t.name, 'column ' || c.name,
               c.type || CASE c."notnull" WHEN 1 THEN ' not null' ELSE '' END || COALESCE(' default ' || c.dflt_value, '') ||
               CASE WHEN c.pk > 0 THEN ' primary key ' || c.pk ELSE '' END || CASE WHEN c.hidden > 0 THEN ' generated' ELSE '' END
        FROM tables t, pragma_table_xinfo(t.name) c
        UNION ALL
        SELECT t.name, 'foreign key ' || f.id || '.' || f.seq,
               f."from" || ' to ' || f."table" || COALESCE('.' || f."to", '') || ' on update ' || f.on_update || ' on delete ' || f.on_delete
        FROM tables t, pragma_foreign_key_list(t.name) f
        UNION ALL
        SELECT t.name, 'index ' || i.name,
               CASE i."unique" WHEN 1 THEN 'unique ' ELSE '' END ||
               (SELECT group_concat(COALESCE(x.name, '?') || CASE x."desc" WHEN 1 THEN ' desc' ELSE '' END || ' ' || x.coll, ', ' ORDER BY x.seqno)
                FROM pragma_index_xinfo(i.name) x WHERE x.key = 1) ||
               COALESCE((SELECT ': ' || m.sql FROM sqlite_schema m WHERE m.type = 'index' AND m.name = i.name), '')
        FROM tables t, pragma_index_list(t.name) i
        UNION ALL
        SELECT m.tbl_name, 'trigger ' || m.name, m.sql FROM sqlite_schema m JOIN tables t ON t.name = m.tbl_name WHERE m.type = 'trigger'
        """;

    public DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        using var connection = SqliteHandle.OpenConnection(path);
        return await work(connection);
    }

    public async Task RunExclusiveAsync(Func<DbConnection, Task> work, CancellationToken cancellation)
    {
        using var connection = SqliteHandle.OpenConnection(path);
        await connection.RunAsync("BEGIN EXCLUSIVE", cancellation);
        // Closing without a commit rolls back.
        await work(connection);
        await connection.RunAsync("COMMIT", cancellation);
    }

    public Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellation) => connection.ExistsAsync(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = @p0", table, cancellation);

    public async Task<string> ReadFingerprintAsync(DbConnection connection, CancellationToken cancellation)
    {
        // SQLite keeps a schema as the text that made it, so the text is the schema. Statistics tables and the like come and go.
        await using var command = connection.Prepare(
            "SELECT type || char(10) || name || char(10) || COALESCE(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_stat%' ESCAPE '!' ORDER BY type, name");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (await reader.ReadAsync(cancellation))
        {
            digest.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0) + '\0'));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    public Task<Catalogue> ReadCatalogueAsync(DbConnection connection, CancellationToken cancellation) =>
        Catalogue.ReadAsync(connection, CatalogueQuery, cancellation);

    public Task<Catalogue> BuildExpectedAsync(DbConnection connection, IEnumerable<string> scripts, CancellationToken cancellation) =>
        BuildInMemoryAsync(scripts, cancellation);

    /// <summary>What scripts make, without any file.</summary>
    public static async Task<Catalogue> BuildInMemoryAsync(IEnumerable<string> scripts, CancellationToken cancellation)
    {
        using var scratch = SqliteHandle.OpenConnection(":memory:");
        foreach (var script in scripts)
        {
            await scratch.RunAsync(script, cancellation);
        }

        return await Catalogue.ReadAsync(scratch, CatalogueQuery, cancellation);
    }
}

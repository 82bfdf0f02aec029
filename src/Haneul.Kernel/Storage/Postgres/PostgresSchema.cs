using System.Data.Common;
using Haneul.Kernel.Storage.Migrations;
using Npgsql;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>Migrating and reading the catalogue on PostgreSQL, in the schema that the connection's search path names first.</summary>
internal sealed class PostgresSchema(NpgsqlDataSource source) : ISchema
{
    private const string ScratchSchema = "haneul_expected_schema";

    // One line per fact, in a form that two schemas made by the same migrations share: names are not qualified, but for pg_get_indexdef
    // and pg_get_triggerdef, which always qualify the table.
    private const string CatalogueQuery = """
        WITH tables AS (
            SELECT c.oid, c.relname::text AS name FROM pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p'))
        SELECT t.name, 'table', '' FROM tables t
        UNION ALL
        SELECT t.name, 'column ' || a.attname,
               format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END ||
               COALESCE(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END ||
               CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END
        FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        UNION ALL
        SELECT t.name, 'constraint ' || c.conname, pg_get_constraintdef(c.oid) FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype <> 'n'
        UNION ALL
        SELECT t.name, 'index ' || i.relname,
               replace(pg_get_indexdef(x.indexrelid), ' ON ' || quote_ident(current_schema()) || '.', ' ON ') || CASE WHEN x.indisvalid THEN '' ELSE ' invalid' END
        FROM tables t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
        UNION ALL
        SELECT t.name, 'trigger ' || g.tgname, replace(pg_get_triggerdef(g.oid), ' ON ' || quote_ident(current_schema()) || '.', ' ON ')
        FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
        """;

    public DatabaseEngine Engine => DatabaseEngine.Postgres;

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await work(connection);
    }

    public async Task RunExclusiveAsync(Func<DbConnection, Task> work, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // The wait for another node's migrations is as long as they take.
        await connection.RunAsync($"SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({PostgresSession.LockKey("migrations")})", cancellation);
        await work(connection);
        await transaction.CommitAsync(cancellation);
    }

    public Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellation) => connection.ExistsAsync(
        "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = @p0", table, cancellation);

    public async Task<string> ReadFingerprintAsync(DbConnection connection, CancellationToken cancellation) =>
        (await ReadCatalogueAsync(connection, cancellation)).Fingerprint;

    public Task<Catalogue> ReadCatalogueAsync(DbConnection connection, CancellationToken cancellation) =>
        Catalogue.ReadAsync(connection, CatalogueQuery, cancellation);

    public async Task<Catalogue> BuildExpectedAsync(DbConnection connection, IEnumerable<string> scripts, CancellationToken cancellation)
    {
        await connection.RunAsync(
            $"SAVEPOINT expected; CREATE SCHEMA {ScratchSchema}; SET LOCAL search_path TO {ScratchSchema}", cancellation);
        foreach (var script in scripts)
        {
            await connection.RunAsync(script, cancellation);
        }

        var expected = await ReadCatalogueAsync(connection, cancellation);
        // Takes the scratch schema and the search path with it.
        await connection.RunAsync("ROLLBACK TO SAVEPOINT expected; RELEASE SAVEPOINT expected", cancellation);
        return expected;
    }
}

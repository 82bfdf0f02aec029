using System.Data.Common;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Migrations;
using Npgsql;
using NpgsqlTypes;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>Restores in one transaction, under the lock of migrations, so that a node that starts meanwhile waits and finds everything or nothing.</summary>
internal sealed class PostgresRestore(NpgsqlDataSource source) : IRestoreTarget, IAsyncDisposable
{
    public DatabaseEngine Engine => DatabaseEngine.Postgres;

    public ISchema Schema { get; } = new PostgresSchema(source);

    public Task RunAsync(
        IEnumerable<string> tables, Func<IRowLoader, Task> load, Func<ISchema, DbConnection, Task> migrate, CancellationToken cancellation) => Schema.RunExclusiveAsync(
        async connection =>
        {
            // Under the lock: a server that starts at this moment must not lose what it makes.
            foreach (var table in tables.Append(Migrator.MigrationsTable).Append(Migrator.CatalogueTable))
            {
                if (await Schema.HasTableAsync(connection, table, cancellation))
                {
                    throw new StorageRefusedException(
                        $"The PostgreSQL database has a table '{table}' already. A backup is restored into a database without tables of Haneul only; name another in Haneul:Database.");
                }
            }

            await load(new PostgresRowLoader((NpgsqlConnection)connection));
            await migrate(Schema, connection);
        },
        cancellation);

    public ValueTask DisposeAsync() => source.DisposeAsync();
}

/// <summary>Loads rows by COPY.</summary>
internal sealed class PostgresRowLoader(NpgsqlConnection connection) : IRowLoader
{
    private const int RowsBetweenLooks = 1000;

    private readonly List<(string Table, string Name, string Definition)> _foreignKeys = [];

    public DbConnection Connection => connection;

    // Dropped and made again: tables refer to themselves and to each other, and one check of all rows at the end costs less than one for each.
    public async Task SuspendForeignKeysAsync(CancellationToken cancellation)
    {
        await using (var command = connection.Prepare(
            """
            SELECT quote_ident(t.relname), quote_ident(c.conname), pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
            WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, c.conname
            """))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                _foreignKeys.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
            }
        }

        foreach (var (table, name, _) in _foreignKeys)
        {
            await connection.RunAsync($"ALTER TABLE {table} DROP CONSTRAINT {name}", cancellation);
        }
    }

    public async Task<long> LoadAsync(BackupTable table, long identity, BackupValue[] row, Func<long, bool> next, CancellationToken cancellation)
    {
        await connection.RunAsync($"DELETE FROM \"{table.Name}\"", cancellation);
        var types = await ReadTypesAsync(table, cancellation);
        var rows = 0L;
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellation))
        {
            while (next(rows))
            {
                await copy.StartRowAsync(cancellation);
                for (var index = 0; index < row.Length; index++)
                {
                    await WriteAsync(copy, row[index], types[index], cancellation);
                }

                if (++rows % RowsBetweenLooks == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }

            await copy.CompleteAsync(cancellation);
        }

        if (identity > 0 && await PostgresIdentity.FindSequenceAsync(connection, table.Name, cancellation) is { } sequence)
        {
            await using var command = connection.Prepare("SELECT setval(@p0::regclass, @p1)", sequence, identity);
            await command.ExecuteScalarAsync(cancellation);
        }

        return rows;
    }

    public async Task CheckForeignKeysAsync(CancellationToken cancellation)
    {
        foreach (var (table, name, definition) in _foreignKeys)
        {
            try
            {
                await connection.RunAsync($"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}", cancellation);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
            {
                throw new BackupDamagedException($"a row of table '{exception.TableName}' refers to one that is not in it ({exception.ConstraintName})", exception);
            }
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, BackupValue value, NpgsqlDbType type, CancellationToken cancellation) => value switch
    {
        { IsNull: true } => copy.WriteNullAsync(cancellation),
        { Text: { } text } => copy.WriteAsync(text, type, cancellation),
        { Blob: { } blob } => copy.WriteAsync(blob, type, cancellation),
        _ when type == NpgsqlDbType.Integer => copy.WriteAsync(checked((int)value.Number), type, cancellation),
        _ => copy.WriteAsync(value.Number, type, cancellation),
    };

    // COPY converts nothing, and an INTEGER has four bytes here and eight on SQLite.
    private async Task<NpgsqlDbType[]> ReadTypesAsync(BackupTable table, CancellationToken cancellation)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = connection.Prepare(
            """
            SELECT a.attname::text, format_type(a.atttypid, a.atttypmod) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = @p0
            """,
            table.Name);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            types[reader.GetString(0)] = reader.GetString(1);
        }

        return [.. table.Columns.Select(column => types[column.Name] switch
        {
            "text" => NpgsqlDbType.Text,
            "bigint" => NpgsqlDbType.Bigint,
            "integer" => NpgsqlDbType.Integer,
            "bytea" => NpgsqlDbType.Bytea,
            var other => throw new InvalidOperationException($"Column {table.Name}.{column.Name} is {other}: backups know text, bigint, integer and bytea."),
        })];
    }
}

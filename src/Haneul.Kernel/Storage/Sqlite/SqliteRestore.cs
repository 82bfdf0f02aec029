using System.Data.Common;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>
/// Restores into a file beside the place of the database and gives it the database's name when everything is in it. The file is worth nothing before that, so it is
/// written without log and flushes, and flushed once. The caller holds the lock of the data folder.
/// </summary>
internal sealed class SqliteRestore(string path) : IRestoreTarget
{
    private readonly string _temporary = path + ".restoring";

    public DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public ISchema Schema { get; } = new SqliteSchema(path + ".restoring");

    public async Task RunAsync(
        IEnumerable<string> tables, Func<IRowLoader, Task> load, Func<ISchema, DbConnection, Task> migrate, CancellationToken cancellation)
    {
        if (File.Exists(path) || File.Exists(path + "-wal"))
        {
            throw new StorageRefusedException(
                $"There is a database already: {path}. A backup is restored into an empty data folder only; choose another with --data, or move the database away.");
        }

        Delete();
        try
        {
            PrivateFile.CreateEmpty(_temporary);
            await LoadAsync(load, cancellation);
            await Schema.RunExclusiveAsync(connection => migrate(Schema, connection), cancellation);
            if (File.Exists(_temporary + "-wal"))
            {
                throw new StorageRefusedException($"The restored database {_temporary} is in use by another program; nothing was changed.");
            }

            PrivateFile.Publish(_temporary, path);
        }
        finally
        {
            Delete();
        }
    }

    private async Task LoadAsync(Func<IRowLoader, Task> load, CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _temporary, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        connection.Open();
        await connection.RunAsync(
            """
            PRAGMA locking_mode = EXCLUSIVE;
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA foreign_keys = OFF;
            PRAGMA trusted_schema = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -65536;
            BEGIN EXCLUSIVE;
            """,
            cancellation);
        await load(new SqliteRowLoader(connection));
        await connection.RunAsync("COMMIT", cancellation);
    }

    private void Delete()
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(_temporary + suffix);
        }
    }
}

/// <summary>Loads rows by one prepared insert for each table.</summary>
internal sealed class SqliteRowLoader(SqliteConnection connection) : IRowLoader
{
    private const int RowsBetweenLooks = 1000;

    public DbConnection Connection => connection;

    // The connection was opened without them.
    public Task SuspendForeignKeysAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task<long> LoadAsync(BackupTable table, long identity, BackupValue[] row, Func<long, bool> next, CancellationToken cancellation)
    {
        await connection.RunAsync($"DELETE FROM \"{table.Name}\"", cancellation);
        var markers = string.Join(", ", table.Columns.Select((_, index) => $"@p{index}"));
        using var command = (SqliteCommand)connection.Prepare($"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({markers})");
        var parameters = new SqliteParameter[row.Length];
        for (var index = 0; index < row.Length; index++)
        {
            parameters[index] = command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{index}" });
        }

        var rows = 0L;
        while (next(rows))
        {
            for (var index = 0; index < row.Length; index++)
            {
                parameters[index].Value = row[index].ToObject();
            }

            command.ExecuteNonQuery();
            if (++rows % RowsBetweenLooks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        if (identity > 0)
        {
            await using var delete = connection.Prepare("DELETE FROM sqlite_sequence WHERE name = @p0", table.Name);
            await delete.ExecuteNonQueryAsync(cancellation);
            await using var insert = connection.Prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (@p0, @p1)", table.Name, identity);
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        return rows;
    }

    public async Task CheckForeignKeysAsync(CancellationToken cancellation)
    {
        await using var command = connection.Prepare("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (await reader.ReadAsync(cancellation))
        {
            throw new BackupDamagedException($"a row of table '{reader.GetString(0)}' refers to one of '{reader.GetString(1)}' that is not in it");
        }
    }
}

using System.Data.Common;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>One read transaction on a connection of its own: writers of other processes go on in the log meanwhile, and it does not see them.</summary>
internal sealed class SqliteSnapshot : ISnapshotSource
{
    private readonly SqliteHandle _handle;

    private SqliteSnapshot(SqliteHandle handle, string path)
    {
        _handle = handle;
        Schema = new SqliteSchema(path);
        Session = new SqliteSession(handle);
    }

    public DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public IDatabaseSession Session { get; }

    public ISchema Schema { get; }

    public DbConnection Connection => _handle.Connection;

    /// <exception cref="StorageRefusedException">There is no file, or it is no database.</exception>
    public static SqliteSnapshot Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new StorageRefusedException($"There is no database {path}: name the data folder with --data.");
        }

        SqliteHandle? handle = null;
        try
        {
            handle = SqliteHandle.Open(path, queryOnly: true);
            handle.Execute("BEGIN");
            // A transaction begins with its first read, and that is when the moment is.
            handle.QueryFirstOrDefault($"SELECT COUNT(*) FROM sqlite_schema", static row => row.GetInt64(0));
            return new SqliteSnapshot(handle, path);
        }
        catch (SqliteException exception)
        {
            handle?.Dispose();
            throw new StorageRefusedException($"The database file {path} cannot be read: {exception.Message}", exception);
        }
    }

    public async Task<long> ReadIdentityAsync(string table, CancellationToken cancellation)
    {
        // SQLite makes the table of sequences with the first table that has one.
        if (!await Schema.HasTableAsync(Connection, "sqlite_sequence", cancellation))
        {
            return 0;
        }

        await using var command = Connection.Prepare("SELECT seq FROM sqlite_sequence WHERE name = @p0", table);
        return await command.ExecuteScalarAsync(cancellation) is long given ? given : 0;
    }

    public ValueTask DisposeAsync()
    {
        _handle.Dispose();
        return ValueTask.CompletedTask;
    }
}

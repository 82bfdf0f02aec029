using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>One connection, set up as every connection of the product must be, with its prepared statements. Not thread-safe.</summary>
internal sealed class SqliteHandle : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatementCache _statements;

    private SqliteHandle(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new SqliteStatementCache(connection);
    }

    /// <summary>The connection itself, for reading the schema.</summary>
    public DbConnection Connection => _connection;

    /// <summary>True outside a transaction. SQLite ends a transaction by itself on some failures, and only this flag tells.</summary>
    public bool IsAutocommit => raw.sqlite3_get_autocommit(_connection.Handle) != 0;

    /// <summary>Pages that this connection has written to the log since the last call.</summary>
    public int TakePagesWritten()
    {
        const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE, which the binding does not name.
        raw.sqlite3_db_status(_connection.Handle, CacheWrite, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>Copies the rest of the log and starts it from its beginning; false if a reader or a running checkpoint is in the way.</summary>
    public bool TryRestartLog() => TryCheckpoint($"PRAGMA wal_checkpoint(RESTART)");

    /// <summary>As <see cref="TryRestartLog"/>, and cuts the log to nothing. Most is copied before, while nobody waits.</summary>
    public bool TryTruncateLog()
    {
        Execute("PRAGMA wal_checkpoint(PASSIVE)");
        return TryCheckpoint($"PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private bool TryCheckpoint(Sql checkpoint)
    {
        Execute("PRAGMA busy_timeout = 20");
        try
        {
            return Query(checkpoint, static row => row.GetInt64(0))[0] == 0;
        }
        finally
        {
            Execute("PRAGMA busy_timeout = 5000");
        }
    }

    public static SqliteHandle Open(string path, bool queryOnly)
    {
        var connection = OpenConnection(path);
        try
        {
            if (queryOnly)
            {
                Run(connection, "PRAGMA query_only = ON");
            }

            return new SqliteHandle(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>An open connection with the product's settings.</summary>
    public static SqliteConnection OpenConnection(string path)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = path is ":memory:" ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            // SQLite itself waits (busy_timeout); the driver's own sleeping retries must not follow for another half minute.
            DefaultTimeout = 1,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            // The last line reads the file, so that one that is no database is found here and not at the first request.
            // FULL: an acknowledged rotation must survive a power cut. secure_delete: a deleted ciphertext leaves no trace in free pages.
            // wal_autocheckpoint: the checkpointer does it, where no caller waits.
            // trusted_schema and temp_store: a hostile schema calls no functions, and nothing is spilled into files of the temporary folder.
            Run(connection, """
                PRAGMA busy_timeout = 5000;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA foreign_keys = ON;
                PRAGMA secure_delete = ON;
                PRAGMA trusted_schema = OFF;
                PRAGMA temp_store = MEMORY;
                SELECT COUNT(*) FROM sqlite_schema;
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public int Execute(in Sql sql)
    {
        var statement = _statements.Bind(sql);
        try
        {
            if (!statement.IsReturning)
            {
                return statement.Command.ExecuteNonQuery();
            }

            using var reader = statement.Command.ExecuteReader();
            ReadToEnd(reader);
            return reader.RecordsAffected;
        }
        finally
        {
            SqliteStatementCache.Unbind(statement);
        }
    }

    public void Execute(string text) => _statements.Get(text).Command.ExecuteNonQuery();

    public List<T> Query<T>(in Sql sql, Func<DbDataReader, T> read)
    {
        var statement = _statements.Bind(sql);
        try
        {
            using var reader = statement.Command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            SqliteStatementCache.Unbind(statement);
        }
    }

    public T? QueryFirstOrDefault<T>(in Sql sql, Func<DbDataReader, T> read)
    {
        var statement = _statements.Bind(sql);
        try
        {
            using var reader = statement.Command.ExecuteReader();
            var first = reader.Read() ? read(reader) : default;
            if (statement.IsReturning)
            {
                ReadToEnd(reader);
            }

            return first;
        }
        finally
        {
            SqliteStatementCache.Unbind(statement);
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    /// <summary>
    /// SQLite checks foreign keys at the end of a statement, after its rows, and the driver ignores an error of closing a reader:
    /// a changing statement whose rows are not read to the end would fail unseen.
    /// </summary>
    private static void ReadToEnd(DbDataReader reader)
    {
        do
        {
            while (reader.Read())
            {
                // Only the errors are of interest.
            }
        }
        while (reader.NextResult());
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        // Not ExecuteNonQuery, which stops looking for errors at the first statement that answers a row, as some settings do.
        using var reader = command.ExecuteReader();
        ReadToEnd(reader);
    }
}

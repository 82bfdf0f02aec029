using System.Data.Common;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>Reads on one connection of the pool. SQLite has no asynchronous input and output, so every call is done when it returns.</summary>
internal sealed class SqliteSession(SqliteHandle handle) : IDatabaseSession
{
    public ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read) => ValueTask.FromResult(handle.Query(sql, read));

    public ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read) =>
        ValueTask.FromResult(handle.QueryFirstOrDefault(sql, read));
}

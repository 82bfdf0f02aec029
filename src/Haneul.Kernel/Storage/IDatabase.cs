using System.Data.Common;

namespace Haneul.Kernel.Storage;

/// <summary>The two engines that every statement of the product runs on.</summary>
public enum DatabaseEngine
{
    /// <summary>The embedded default: one file in the data folder, one process.</summary>
    Sqlite,

    /// <summary>The scale-out store: several processes on one database.</summary>
    Postgres,
}

/// <summary>
/// The seam between services and the database: hand-written SQL inside functions that get a session.
/// There are no repositories and no entity tracking; one SQL text serves both engines (docs/architecture.md, storage).
/// </summary>
public interface IDatabase
{
    /// <summary>The engine behind this database; only code that must differ per engine may ask.</summary>
    DatabaseEngine Engine { get; }

    /// <summary>
    /// Runs a read-only function on one connection with a consistent snapshot per statement.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database did not answer.</exception>
    ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default);

    /// <summary>
    /// Runs a function in a transaction of its own and returns when the transaction is durable. It is rolled back, and nothing of it is kept,
    /// when the function throws or calls <see cref="ITransaction.RollBack"/>. The function may run again after a serialization conflict
    /// (PostgreSQL), so it must have no effect outside the transaction. On SQLite it must do nothing asynchronous but use its transaction:
    /// it runs on the writer lane and shares the lane's group commit. A statement that fails dooms the transaction on both engines, even when the function swallows the exception.
    /// </summary>
    /// <exception cref="StorageUnavailableException">
    /// Nothing was kept: the disk is full or failed, or the database did not answer. The one exception is a PostgreSQL connection that breaks
    /// while the commit is under way: then nobody can tell, and the caller must treat the write as not acknowledged.
    /// </exception>
    ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default);

    /// <summary>
    /// Runs one single-statement insert and returns when it is durable, sharing a commit with whatever else is waiting.
    /// Cheaper than <see cref="WriteAsync{T}"/>; for trail events of calls that change nothing.
    /// The function only states its statement, which runs after it has returned: it cannot query, a second statement is refused,
    /// and <see cref="ITransaction.ExecuteAsync"/> answers -1, since the number of rows is not known yet.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was kept.</exception>
    ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default);

    /// <summary>
    /// Returns when the database answers and nothing speaks against its taking a write; for readiness. It does not write as long as writes succeed.
    /// SQLite: the writer is alive, and no write has failed in the last seconds or since the last that succeeded. PostgreSQL: the server is no standby.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It does not.</exception>
    ValueTask ProbeAsync(CancellationToken cancellation = default);
}

/// <summary>What can be asked of a database inside <see cref="IDatabase.ReadAsync{T}"/> or a transaction.</summary>
public interface IDatabaseSession
{
    /// <summary>Every row of the answer, mapped by <paramref name="read"/>.</summary>
    ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read);

    /// <summary>The first row of the answer, or the default of <typeparamref name="T"/> if there is none.</summary>
    ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read);
}

/// <summary>How a transaction ended.</summary>
public enum TransactionEnd
{
    /// <summary>It is durable.</summary>
    Committed,

    /// <summary>Nothing of it was kept.</summary>
    RolledBack,

    /// <summary>Nobody can tell: the storage failed while the commit was under way.</summary>
    Unknown,
}

/// <summary>A write transaction.</summary>
public interface ITransaction : IDatabaseSession
{
    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    ValueTask<int> ExecuteAsync(Sql sql);

    /// <summary>Gives up the transaction: when the function returns, nothing of it is kept and its result is returned all the same.</summary>
    void RollBack();

    /// <summary>
    /// Has the function told, once, how the transaction ended: after its commit is durable and before the caller of the write learns of it, or when nothing of it was kept.
    /// It may be called on any thread, must be quick and must not throw. A function that runs again after a conflict is in a new transaction.
    /// </summary>
    void OnEnd(Action<TransactionEnd> told);

    /// <summary>
    /// Waits for the lock of that name and holds it until the transaction ends, so that only one process at a time decides something
    /// (first start, a singleton chore). Nothing to do on SQLite: it has one writer.
    /// </summary>
    ValueTask LockAsync(string name);
}

/// <summary>The database could not do the work, and nothing of it was kept. Answered as 503.</summary>
public sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>
/// The server must not run on this database or data folder; the message tells the operator why and what to do. Thrown only while starting.
/// </summary>
public sealed class StorageRefusedException : Exception
{
    public StorageRefusedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>A caller's transaction: a savepoint inside the lane's transaction.</summary>
internal sealed class SqliteLaneTransaction(SqliteHandle handle) : ITransaction
{
    private readonly int _laneThread = Environment.CurrentManagedThreadId;
    private readonly TransactionEndings _endings = new();
    private SqliteException? _failure;
    private bool _ended;

    public bool IsRolledBack { get; private set; }

    /// <summary>Set when the storage itself failed: the whole turn of the lane is lost, not only this transaction.</summary>
    public SqliteException? StorageFailure => _failure is { } failure && failure.IsUnavailable(writing: true) ? failure : null;

    public ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read) => ValueTask.FromResult(Guarded(() => handle.Query(sql, read)));

    public ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read) =>
        ValueTask.FromResult(Guarded(() => handle.QueryFirstOrDefault(sql, read)));

    public ValueTask<int> ExecuteAsync(Sql sql) => ValueTask.FromResult(Guarded(() => handle.Execute(sql)));

    public ValueTask LockAsync(string name) => ValueTask.CompletedTask;

    public void RollBack() => IsRolledBack = true;

    public void OnEnd(Action<TransactionEnd> told) => _endings.Add(told);

    /// <summary>Tells how it ended, the first time that it is called.</summary>
    public void Tell(TransactionEnd end) => _endings.Tell(end);

    /// <summary>Called when the function has returned: from here on the transaction can no longer be used.</summary>
    public void End() => _ended = true;

    /// <summary>On PostgreSQL a failed statement dooms the transaction; the same here, so that code written on one engine works on the other.</summary>
    public void ThrowIfDoomed()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    private T Guarded<T>(Func<T> statement)
    {
        if (_ended || Environment.CurrentManagedThreadId != _laneThread)
        {
            throw new InvalidOperationException(
                "A transaction is used after its function returned, or on another thread: the function must await nothing but its transaction.");
        }

        ThrowIfDoomed();
        try
        {
            return statement();
        }
        catch (SqliteException exception)
        {
            _failure = exception;
            throw;
        }
    }
}

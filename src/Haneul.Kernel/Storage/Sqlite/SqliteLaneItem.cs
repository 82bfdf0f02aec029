using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>One caller's work in the queue of the writer lane.</summary>
internal abstract class SqliteLaneItem
{
    private const int Queued = 0;
    private const int Started = 1;
    private const int Cancelled = 2;

    private int _state;

    /// <summary>Claims the item for the lane; false when its caller has given up meanwhile. Once claimed, its outcome stands.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Queued) == Queued;

    /// <summary>
    /// Runs the work inside the lane's transaction. Failures of the work are kept for <see cref="Complete"/>; an exception that comes out
    /// means that the storage failed, and with it the whole turn.
    /// </summary>
    public abstract void Run(SqliteHandle handle);

    /// <summary>The turn is durable: gives the caller the outcome.</summary>
    public abstract void Complete();

    /// <summary>Nothing of the turn was kept.</summary>
    public abstract void Fail(Exception exception);

    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Cancelled, Queued) == Queued;
}

/// <inheritdoc />
internal abstract class SqliteLaneItem<T> : SqliteLaneItem
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    public async Task<T> WaitAsync(CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
        {
            return await _completion.Task;
        }

        using var registration = cancellation.UnsafeRegister(
            static (state, token) =>
            {
                var item = (SqliteLaneItem<T>)state!;
                if (item.TryCancel())
                {
                    item._completion.TrySetCanceled(token);
                }
            },
            this);
        return await _completion.Task;
    }

    public override void Complete()
    {
        if (_failure is null)
        {
            _completion.TrySetResult(_result!);
        }
        else
        {
            _completion.TrySetException(_failure);
        }
    }

    public override void Fail(Exception exception) => _completion.TrySetException(exception);

    protected void Keep(T result) => _result = result;

    /// <summary>A failure that belongs to the caller alone.</summary>
    protected void Keep(Exception failure) => _failure = failure;
}

/// <summary>A single statement. SQLite undoes a failed statement by itself, so it needs no savepoint.</summary>
internal sealed class SqliteAppend(Sql sql) : SqliteLaneItem<int>
{
    public override void Run(SqliteHandle handle)
    {
        try
        {
            Keep(handle.Execute(sql));
        }
        catch (Exception exception) when (!handle.IsAutocommit && (exception as SqliteException)?.IsUnavailable(writing: true) != true)
        {
            Keep(exception);
        }
    }
}

/// <summary>A function in a savepoint.</summary>
internal sealed class SqliteWrite<T>(Func<ITransaction, ValueTask<T>> work) : SqliteLaneItem<T>
{
    private SqliteLaneTransaction? _transaction;

    public override void Run(SqliteHandle handle)
    {
        handle.Execute("SAVEPOINT caller");
        var transaction = _transaction = new SqliteLaneTransaction(handle);
        var keep = TryWork(transaction);
        transaction.End();
        if (transaction.StorageFailure is { } failure)
        {
            // Whatever the function made of it, the lane has to know.
            throw failure;
        }

        if (!keep)
        {
            handle.Execute("ROLLBACK TO caller");
            transaction.Tell(TransactionEnd.RolledBack);
        }

        handle.Execute("RELEASE caller");
    }

    public override void Complete()
    {
        _transaction!.Tell(TransactionEnd.Committed);
        base.Complete();
    }

    // A commit that failed may stand in the log all the same, if only its flush did not succeed.
    public override void Fail(Exception exception)
    {
        _transaction?.Tell(TransactionEnd.Unknown);
        base.Fail(exception);
    }

    private bool TryWork(SqliteLaneTransaction transaction)
    {
        try
        {
            var running = work(transaction);
            if (!running.IsCompleted)
            {
                throw new InvalidOperationException(
                    "The function of a write did something asynchronous. On SQLite it runs on the writer lane and must await nothing but its transaction.");
            }

            var result = running.GetAwaiter().GetResult();
            transaction.ThrowIfDoomed();
            Keep(result);
            return !transaction.IsRolledBack;
        }
#pragma warning disable CA1031 // Whatever the function throws belongs to its caller, not to the lane.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Keep(exception);
            return false;
        }
    }
}

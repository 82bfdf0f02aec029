using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Api.CloudTrail.Retention;

/// <summary>A database that counts what transactions change, and refuses to go on after so many of them, as a process that is killed does.</summary>
internal sealed class WatchedDatabase(IDatabase database) : IDatabase
{
    /// <summary>How many more transactions it takes.</summary>
    public int Left { get; set; } = int.MaxValue;

    /// <summary>The rows that each transaction has changed.</summary>
    public List<int> Changed { get; } = [];

    public DatabaseEngine Engine => database.Engine;

    public ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default) => database.ReadAsync(work, cancellation);

    public async ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        if (Left-- <= 0)
        {
            throw new KilledException();
        }

        var rows = 0;
        var result = await database.WriteAsync(
            transaction =>
            {
                rows = 0;
                return work(new WatchedTransaction(transaction, count => rows += count));
            },
            cancellation);
        Changed.Add(rows);
        return result;
    }

    public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => database.AppendAsync(work, cancellation);

    public ValueTask ProbeAsync(CancellationToken cancellation = default) => database.ProbeAsync(cancellation);

    private sealed class WatchedTransaction(ITransaction transaction, Action<int> changed) : ITransaction
    {
        public ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read) => transaction.QueryAsync(sql, read);

        public ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read) => transaction.QueryFirstOrDefaultAsync(sql, read);

        public async ValueTask<int> ExecuteAsync(Sql sql)
        {
            var rows = await transaction.ExecuteAsync(sql);
            changed(rows);
            return rows;
        }

        public void RollBack() => transaction.RollBack();

        public void OnEnd(Action<TransactionEnd> told) => transaction.OnEnd(told);

        public ValueTask LockAsync(string name) => transaction.LockAsync(name);
    }
}

/// <summary>The process is gone.</summary>
internal sealed class KilledException : Exception;

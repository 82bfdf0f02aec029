using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Api.CloudTrail.Chain;

/// <summary>A database in whose transactions, after so many queries for lists, something else begins that comes to its end or to a lock before the transaction goes on.</summary>
internal sealed class OverlappingDatabase(IDatabase inner, int queries, Action begin, Func<ValueTask<bool>> hasEndedOrWaits) : IDatabase
{
    private int _left = queries;

    public DatabaseEngine Engine => inner.Engine;

    public ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default) => inner.ReadAsync(work, cancellation);

    public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default) =>
        inner.WriteAsync(transaction => work(new OverlappedTransaction(this, transaction)), cancellation);

    public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => inner.AppendAsync(work, cancellation);

    public ValueTask ProbeAsync(CancellationToken cancellation = default) => inner.ProbeAsync(cancellation);

    private async ValueTask OverlapAsync()
    {
        if (--_left != 0)
        {
            return;
        }

        begin();
        while (!await hasEndedOrWaits())
        {
            // Each look is a way to the database and back.
        }
    }

    private sealed class OverlappedTransaction(OverlappingDatabase database, ITransaction transaction) : ITransaction
    {
        public async ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read)
        {
            var rows = await transaction.QueryAsync(sql, read);
            await database.OverlapAsync();
            return rows;
        }

        public ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read) => transaction.QueryFirstOrDefaultAsync(sql, read);

        public ValueTask<int> ExecuteAsync(Sql sql) => transaction.ExecuteAsync(sql);

        public void RollBack() => transaction.RollBack();

        public void OnEnd(Action<TransactionEnd> told) => transaction.OnEnd(told);

        public ValueTask LockAsync(string name) => transaction.LockAsync(name);
    }
}

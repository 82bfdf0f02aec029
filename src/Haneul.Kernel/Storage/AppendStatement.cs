using System.Data.Common;

namespace Haneul.Kernel.Storage;

/// <summary>
/// Takes the one statement of an append. It is taken on the caller's thread and run later, so that the building of texts and values does not
/// cost time of the writer, and so that a batch can be run again statement by statement without calling the function twice.
/// </summary>
internal sealed class AppendStatement : ITransaction
{
    private Sql _sql;
    private bool _given;
    private bool _rolledBack;

    public static async ValueTask<Sql?> TakeAsync(Func<ITransaction, ValueTask> work)
    {
        var statement = new AppendStatement();
        await work(statement);
        return statement is { _given: true, _rolledBack: false } ? statement._sql : null;
    }

    public ValueTask<int> ExecuteAsync(Sql sql)
    {
        if (_given)
        {
            throw new InvalidOperationException("An append is one statement; use WriteAsync for more.");
        }

        _sql = sql;
        _given = true;
        return ValueTask.FromResult(-1);
    }

    public void RollBack() => _rolledBack = true;

    public ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read) => throw NotHere();

    public ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read) => throw NotHere();

    public void OnEnd(Action<TransactionEnd> told) => throw NotHere();

    public ValueTask LockAsync(string name) => throw NotHere();

    private static InvalidOperationException NotHere() => new("An append only executes one statement; use WriteAsync to query or lock.");
}

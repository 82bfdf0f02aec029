using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>A database in which something happens before a certain statement of those that read.</summary>
internal sealed class InterruptedDatabase(IDatabase inner, int statement, Func<Task> happening) : IDatabase
{
    private int _statements;

    /// <summary>Whether it has happened.</summary>
    public bool HasHappened { get; private set; }

    public DatabaseEngine Engine => inner.Engine;

    public ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default) =>
        inner.ReadAsync(session => work(new InterruptedSession(this, session)), cancellation);

    public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default) => inner.WriteAsync(work, cancellation);

    public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => inner.AppendAsync(work, cancellation);

    public ValueTask ProbeAsync(CancellationToken cancellation = default) => inner.ProbeAsync(cancellation);

    private async ValueTask InterruptAsync()
    {
        if (_statements++ == statement)
        {
            HasHappened = true;
            await happening();
        }
    }

    private sealed class InterruptedSession(InterruptedDatabase database, IDatabaseSession session) : IDatabaseSession
    {
        public async ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read)
        {
            await database.InterruptAsync();
            return await session.QueryAsync(sql, read);
        }

        public async ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read)
        {
            await database.InterruptAsync();
            return await session.QueryFirstOrDefaultAsync(sql, read);
        }
    }
}

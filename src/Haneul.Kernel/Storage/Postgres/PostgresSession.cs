using System.Buffers.Binary;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>Statements on one connection: alone for reading, inside a transaction for writing.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, PostgresStatements statements, CancellationToken cancellation) : ITransaction
{
    private readonly TransactionEndings _endings = new();
    private Exception? _failure;
    private bool _ended;

    public bool IsRolledBack { get; private set; }

    public ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read) => GuardedAsync(sql, async command =>
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    });

    public ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read) => GuardedAsync(sql, async command =>
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? read(reader) : default;
    });

    public ValueTask<int> ExecuteAsync(Sql sql) => GuardedAsync(sql, command => command.ExecuteNonQueryAsync(cancellation));

    public void RollBack() => IsRolledBack = true;

    public async ValueTask LockAsync(string name) => await QueryFirstOrDefaultAsync($"SELECT pg_advisory_xact_lock({LockKey(name)})", static _ => 0);

    public void OnEnd(Action<TransactionEnd> told) => _endings.Add(told);

    /// <summary>Tells how it ended, the first time that it is called.</summary>
    public void Tell(TransactionEnd end) => _endings.Tell(end);

    public void End() => _ended = true;

    /// <summary>
    /// A failed statement dooms the transaction: PostgreSQL would answer the commit with a silent rollback, and the caller would believe
    /// that its writes were kept.
    /// </summary>
    public void ThrowIfDoomed()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    internal static long LockKey(string name) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("haneul/" + name)));

    private async ValueTask<T> GuardedAsync<T>(Sql sql, Func<NpgsqlCommand, Task<T>> run)
    {
        if (_ended)
        {
            throw new InvalidOperationException("A transaction is used after its function returned.");
        }

        ThrowIfDoomed();
        await using var command = statements.CreateCommand(sql, connection);
        try
        {
            return await run(command);
        }
        catch (Exception exception) when (exception is DbException || exception.IsUnavailable())
        {
            _failure = exception;
            throw;
        }
    }
}

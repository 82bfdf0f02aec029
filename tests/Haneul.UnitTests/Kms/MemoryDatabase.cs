using System.Data.Common;
using System.Globalization;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms;
using Microsoft.Data.Sqlite;

namespace Haneul.UnitTests.Kms;

/// <summary>A real SQLite in memory with the migration of KMS applied, one caller at a time. The engines have suites of their own.</summary>
internal sealed class MemoryDatabase : IDatabase, IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SemaphoreSlim _turn = new(1);

    public MemoryDatabase()
    {
        _connection.Open();
        using var stream = typeof(KmsServices).Assembly.GetManifestResourceStream("Haneul.Security.Kms.Migrations.0001_kms.sql")!;
        using var reader = new StreamReader(stream);
        Execute(reader.ReadToEnd()
            .Replace("{{int64}}", "INTEGER", StringComparison.Ordinal)
            .Replace("{{blob}}", "BLOB", StringComparison.Ordinal)
            .Replace("{{strict}}", "STRICT", StringComparison.Ordinal));
    }

    public DatabaseEngine Engine => DatabaseEngine.Sqlite;

    /// <summary>What somebody with access to the database does behind the server's back.</summary>
    public int Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    /// <summary>One value, as text.</summary>
    public string Ask(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    public async ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await work(new Session(_connection));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await using var transaction = await _connection.BeginTransactionAsync(cancellation);
            var session = new Session(_connection);
            var result = await work(session);
            if (!session.IsRolledBack)
            {
                await transaction.CommitAsync(cancellation);
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default)
        => await WriteAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            cancellation);

    public ValueTask ProbeAsync(CancellationToken cancellation = default) => ValueTask.CompletedTask;

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private sealed class Session(SqliteConnection connection) : ITransaction
    {
        public bool IsRolledBack { get; private set; }

        public ValueTask<List<T>> QueryAsync<T>(Sql sql, Func<DbDataReader, T> read)
        {
            using var command = Command(sql);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return new(rows);
        }

        public async ValueTask<T?> QueryFirstOrDefaultAsync<T>(Sql sql, Func<DbDataReader, T> read)
            => (await QueryAsync(sql, read)).FirstOrDefault();

        public ValueTask<int> ExecuteAsync(Sql sql)
        {
            using var command = Command(sql);
            return new(command.ExecuteNonQuery());
        }

        public void RollBack() => IsRolledBack = true;

        public ValueTask LockAsync(string name) => ValueTask.CompletedTask;

        private SqliteCommand Command(Sql sql)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql.Text;
            for (var index = 0; index < sql.Parameters.Count; index++)
            {
                command.Parameters.AddWithValue("@p" + index.ToString(CultureInfo.InvariantCulture), sql.Parameters[index] ?? DBNull.Value);
            }

            return command;
        }
    }
}

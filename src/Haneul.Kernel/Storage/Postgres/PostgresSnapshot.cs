using System.Data;
using System.Data.Common;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Migrations;
using Npgsql;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>One transaction that reads and sees nothing of what others do meanwhile.</summary>
internal sealed class PostgresSnapshot : ISnapshotSource
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private PostgresSnapshot(NpgsqlDataSource source, NpgsqlConnection connection, CancellationToken cancellation)
    {
        _source = source;
        _connection = connection;
        Schema = new PostgresSchema(source);
        Session = new PostgresSession(connection, new PostgresStatements(), cancellation);
    }

    public DatabaseEngine Engine => DatabaseEngine.Postgres;

    public IDatabaseSession Session { get; }

    public ISchema Schema { get; }

    public DbConnection Connection => _connection;

    /// <exception cref="StorageRefusedException">The connection string is wrong, or the server does not let us in.</exception>
    public static async Task<PostgresSnapshot> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var source = PostgresDatabase.CreateSource(connectionString, patient: true);
        try
        {
            var connection = await source.OpenConnectionAsync(cancellation);
            // Its end is that of the connection, which nothing is ever committed on.
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await connection.RunAsync("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0", cancellation);
            return new PostgresSnapshot(source, connection, cancellation);
        }
        catch (Exception exception) when (exception.IsUnavailable())
        {
            await source.DisposeAsync();
            throw PostgresErrors.ToRefused(exception);
        }
    }

    public async Task<long> ReadIdentityAsync(string table, CancellationToken cancellation)
    {
        if (await PostgresIdentity.FindSequenceAsync(_connection, table, cancellation) is not { } sequence)
        {
            return 0;
        }

        await using var command = _connection.Prepare($"SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {sequence}");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}

/// <summary>The sequences behind identities.</summary>
internal static class PostgresIdentity
{
    /// <summary>The quoted name of a table's sequence; null if it has no identity.</summary>
    public static async Task<string?> FindSequenceAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = connection.Prepare(
            """
            SELECT pg_get_serial_sequence(quote_ident(c.relname), a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = @p0 AND a.attidentity <> ''
            """,
            table);
        return await command.ExecuteScalarAsync(cancellation) as string;
    }
}

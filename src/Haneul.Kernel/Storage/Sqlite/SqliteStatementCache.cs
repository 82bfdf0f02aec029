using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>
/// The prepared statements of one connection, by text. Bounded, because optional filters make many texts; the oldest goes first, which is
/// good enough: the product has a few hundred statements and most connections see a part of them.
/// </summary>
internal sealed class SqliteStatementCache(SqliteConnection connection) : IDisposable
{
    private const int Capacity = 256;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    /// <summary>The prepared statement of a text without parameters.</summary>
    public SqliteStatement Get(string text) => _statements.TryGetValue(text, out var statement) ? statement : Add(text, parameterCount: 0);

    /// <summary>The prepared statement, with its values.</summary>
    public SqliteStatement Bind(in Sql sql)
    {
        var text = sql.Text;
        var values = sql.Values;
        if (!_statements.TryGetValue(text, out var statement))
        {
            statement = Add(text, values.Count);
        }

        for (var index = 0; index < values.Count; index++)
        {
            statement.Command.Parameters[index].Value = values[index].ToObject() ?? DBNull.Value;
        }

        return statement;
    }

    /// <summary>Lets go of the values: a hash or ciphertext must not live as long as the statement.</summary>
    public static void Unbind(SqliteStatement statement)
    {
        var parameters = statement.Command.Parameters;
        for (var index = 0; index < parameters.Count; index++)
        {
            parameters[index].Value = DBNull.Value;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Command.Dispose();
        }

        _statements.Clear();
    }

    private SqliteStatement Add(string text, int parameterCount)
    {
        if (_statements.Count >= Capacity && _statements.Remove(_oldestFirst.Dequeue(), out var oldest))
        {
            oldest.Command.Dispose();
        }

        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from Sql, whose literals are the only text there is.
        command.CommandText = SqlTokens.Resolve(text, DatabaseEngine.Sqlite);
#pragma warning restore CA2100
        for (var index = 0; index < parameterCount; index++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{index}" });
        }

        // Asked once: searching the text at every execution cost more than binding the values.
        var statement = new SqliteStatement(command, command.CommandText.Contains("RETURNING", StringComparison.OrdinalIgnoreCase));
        _statements.Add(text, statement);
        _oldestFirst.Enqueue(text);
        return statement;
    }
}

/// <summary>A prepared statement.</summary>
/// <param name="Command">The command, with its parameters.</param>
/// <param name="IsReturning">Whether it changes rows and answers them, so that its errors come after its rows.</param>
internal sealed record SqliteStatement(SqliteCommand Command, bool IsReturning);

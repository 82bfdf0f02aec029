using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>
/// The prepared statements of one connection, by text. Bounded, because optional filters make many texts; the oldest goes first, which is
/// good enough: the product has a few hundred statements and most connections see a part of them.
/// </summary>
internal sealed class SqliteStatementCache(SqliteConnection connection) : IDisposable
{
    private const int Capacity = 256;

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    /// <summary>The prepared statement of a text without parameters.</summary>
    public SqliteCommand Get(string text) => _commands.TryGetValue(text, out var command) ? command : Add(text, parameterCount: 0);

    /// <summary>The prepared statement, with its values.</summary>
    public SqliteCommand Bind(in Sql sql)
    {
        var text = sql.Text;
        var values = sql.Values;
        if (!_commands.TryGetValue(text, out var command))
        {
            command = Add(text, values.Count);
        }

        for (var index = 0; index < values.Count; index++)
        {
            command.Parameters[index].Value = values[index].ToObject() ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Lets go of the values: a hash or ciphertext must not live as long as the statement.</summary>
    public static void Unbind(SqliteCommand command)
    {
        for (var index = 0; index < command.Parameters.Count; index++)
        {
            command.Parameters[index].Value = DBNull.Value;
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }

    private SqliteCommand Add(string text, int parameterCount)
    {
        if (_commands.Count >= Capacity && _commands.Remove(_oldestFirst.Dequeue(), out var oldest))
        {
            oldest.Dispose();
        }

        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from Sql, whose literals are the only text there is.
        command.CommandText = SqlTokens.Resolve(text, DatabaseEngine.Sqlite);
#pragma warning restore CA2100
        for (var index = 0; index < parameterCount; index++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{index}" });
        }

        _commands.Add(text, command);
        _oldestFirst.Enqueue(text);
        return command;
    }
}

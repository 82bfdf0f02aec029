using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>Gives a statement PostgreSQL's spelling and typed, positional parameters, which Npgsql takes as they are.</summary>
internal sealed class PostgresStatements
{
    private const int Capacity = 2048;

    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    public NpgsqlCommand CreateCommand(in Sql sql, NpgsqlConnection connection)
    {
#pragma warning disable CA2100 // The text comes from Sql, whose literals are the only text there is.
        var command = new NpgsqlCommand(TextOf(sql), connection);
#pragma warning restore CA2100
        AddParameters(sql, command.Parameters);
        return command;
    }

    public NpgsqlBatchCommand CreateBatchCommand(in Sql sql)
    {
        var command = new NpgsqlBatchCommand(TextOf(sql));
        AddParameters(sql, command.Parameters);
        return command;
    }

    private static void AddParameters(in Sql sql, NpgsqlParameterCollection parameters)
    {
        foreach (var value in sql.Values)
        {
            parameters.Add(value switch
            {
                { Kind: SqlValueKind.Integer, IsNull: false } => new NpgsqlParameter<long> { TypedValue = value.Number, NpgsqlDbType = NpgsqlDbType.Bigint },
                { Kind: SqlValueKind.Integer } => Null(NpgsqlDbType.Bigint),
                { Kind: SqlValueKind.Text, IsNull: false } => new NpgsqlParameter<string> { TypedValue = (string)value.Reference!, NpgsqlDbType = NpgsqlDbType.Text },
                { Kind: SqlValueKind.Text } => Null(NpgsqlDbType.Text),
                { IsNull: false } => new NpgsqlParameter<byte[]> { TypedValue = (byte[])value.Reference!, NpgsqlDbType = NpgsqlDbType.Bytea },
                _ => Null(NpgsqlDbType.Bytea),
            });
        }
    }

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };

    private string TextOf(in Sql sql)
    {
        var text = sql.Text;
        if (_texts.TryGetValue(text, out var rewritten))
        {
            return rewritten;
        }

        rewritten = SqlTokens.Resolve(sql.ToPositionalText(), DatabaseEngine.Postgres);
        if (_texts.Count < Capacity)
        {
            _texts.TryAdd(text, rewritten);
        }

        return rewritten;
    }
}

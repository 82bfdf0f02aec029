using System.Data.Common;

namespace Haneul.Kernel.Storage.Migrations;

/// <summary>The few commands that the migrator runs on a plain connection. Texts are constants or migration scripts, never values.</summary>
internal static class SchemaCommands
{
    public static DbCommand Prepare(this DbConnection connection, string text, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // See the class: there is no user input here, and values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var index = 0; index < values.Length; index++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{index}";
            parameter.Value = values[index];
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>
    /// Runs every statement of a script and reads what it answers: SQLite's driver stops looking for errors at the first one that answers a row.
    /// </summary>
    public static async Task RunAsync(this DbConnection connection, string text, CancellationToken cancellation)
    {
        await using var command = connection.Prepare(text);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        do
        {
            while (await reader.ReadAsync(cancellation))
            {
                // Only the errors are of interest.
            }
        }
        while (await reader.NextResultAsync(cancellation));
    }

    public static async Task<bool> ExistsAsync(this DbConnection connection, string text, string value, CancellationToken cancellation)
    {
        await using var command = connection.Prepare(text, value);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}

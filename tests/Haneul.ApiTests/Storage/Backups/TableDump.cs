using System.Globalization;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Server;

namespace Haneul.ApiTests.Storage.Backups;

/// <summary>Every row of every table as text, to hold two databases against each other.</summary>
internal static class TableDump
{
    /// <summary>The tables that a backup must hold.</summary>
    public static Task<IReadOnlyList<BackupTable>> TablesAsync() =>
        BackupTable.ListAsync(MigrationLoader.LoadAll(ServiceModules.Migrations, DatabaseEngine.Sqlite), CancellationToken.None);

    /// <summary>The rows of all tables, sorted.</summary>
    public static async Task<Dictionary<string, string[]>> ReadAsync(TestDatabase database)
    {
        await using var snapshot = (ISnapshotSource)await DatabaseFactory.OpenSnapshotAsync(database.Setting, database.DataFolder);
        var dump = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync())
        {
            var rows = new List<string>();
            await using var command = snapshot.Connection.Prepare($"SELECT {table.ColumnList} FROM \"{table.Name}\"");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', table.Columns.Select((column, index) => $"{column.Name}={Show(reader.IsDBNull(index) ? null : reader.GetValue(index))}")));
            }

            dump.Add(table.Name, [.. rows.Order(StringComparer.Ordinal)]);
        }

        return dump;
    }

    private static string Show(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes => "x" + Convert.ToHexStringLower(bytes),
        string text => "'" + text + "'",
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
    };
}

using Haneul.Kernel.Storage.Migrations;
using Haneul.Kernel.Storage.Sqlite;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>What a column holds, alike on both engines.</summary>
internal enum ColumnKind : byte
{
    Text = 1,
    Integer = 2,
    Blob = 3,
}

/// <summary>A column of a table that is backed up.</summary>
internal sealed record BackupColumn(string Name, ColumnKind Kind);

/// <summary>A table that is backed up.</summary>
internal sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns)
{
    /// <summary>Its columns as a statement names them. The names come from migrations.</summary>
    public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    /// <summary>
    /// Every table that migrations make, found by running them in memory, so that nobody keeps a list. The tables and columns are the same on both engines; a test
    /// holds them together. The migrator's own tables are left out: a restore makes them anew.
    /// </summary>
    public static async Task<IReadOnlyList<BackupTable>> ListAsync(IEnumerable<Migration> sqliteMigrations, CancellationToken cancellation)
    {
        var catalogue = await SqliteSchema.BuildInMemoryAsync(sqliteMigrations.Select(migration => migration.Script), cancellation);
        return [.. catalogue.Columns.Select(table => new BackupTable(
            table.Table, [.. table.Columns.Select(column => new BackupColumn(column.Name, KindOf(table.Table, column.Name, column.Definition)))]))];
    }

    private static ColumnKind KindOf(string table, string column, string definition) => definition.Split(' ')[0] switch
    {
        "TEXT" => ColumnKind.Text,
        "INTEGER" => ColumnKind.Integer,
        "BLOB" => ColumnKind.Blob,
        var other => throw new InvalidOperationException($"Column {table}.{column} is {other}: backups know TEXT, INTEGER and BLOB."),
    };
}

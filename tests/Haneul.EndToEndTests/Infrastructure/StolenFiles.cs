using Npgsql;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>Everything that somebody finds who copies the disks of a server: its data folder, its logs, its temporary files, and on PostgreSQL the folder of the database.</summary>
internal sealed class StolenFiles(string dataFolder, string temporaryFolder, string? connectionString)
{
    // What holds the root key, and the credentials that the first start hands over, is not stolen with the database: docs/security.md says to keep them apart.
    private static readonly string[] KeptApart = ["root.key", "bootstrap.json"];

    /// <summary>Every file with its content.</summary>
    public async IAsyncEnumerable<(string Name, byte[] Content)> ReadAsync()
    {
        foreach (var folder in new[] { dataFolder, dataFolder + ".logs", temporaryFolder })
        {
            // What has no length is empty, or a pipe or socket of the runtime, which would keep its reader waiting.
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(static file => !KeptApart.Contains(Path.GetFileName(file)) && new FileInfo(file) is { Exists: true, Length: > 0 }))
            {
                if (await TryReadAsync(file) is { } content)
                {
                    yield return (file, content);
                }
            }
        }

        await foreach (var file in ReadPostgresAsync(onlyTables: false))
        {
            yield return file;
        }
    }

    /// <summary>The files in which the tables are. What PostgreSQL keeps in its write-ahead log of destroyed keys goes with the rotation of the root key (docs/security.md).</summary>
    public async IAsyncEnumerable<(string Name, byte[] Content)> ReadTablesAsync()
    {
        foreach (var file in connectionString is null ? Directory.GetFiles(dataFolder, "haneul.db*") : [])
        {
            if (await TryReadAsync(file) is { } content)
            {
                yield return (file, content);
            }
        }

        await foreach (var file in ReadPostgresAsync(onlyTables: true))
        {
            yield return file;
        }
    }

    private async IAsyncEnumerable<(string Name, byte[] Content)> ReadPostgresAsync(bool onlyTables)
    {
        if (connectionString is null)
        {
            yield break;
        }

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "CHECKPOINT"); // Until then what was written may be in the memory of the database alone.
        var tables = $"base/{await ScalarAsync(connection, "SELECT oid::text FROM pg_database WHERE datname = current_database()")}";
        foreach (var folder in onlyTables ? [tables] : new[] { tables, "global", "pg_wal", "pg_xact", "base/pgsql_tmp" })
        {
            await using var list = new NpgsqlCommand("SELECT name FROM pg_ls_dir(@folder, true, false) name WHERE (pg_stat_file(@folder || '/' || name, true)).isdir = false", connection);
            list.Parameters.AddWithValue("folder", folder);
            var names = new List<string>();
            await using (var rows = await list.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync())
                {
                    names.Add(rows.GetString(0));
                }
            }

            foreach (var name in names)
            {
                await using var read = new NpgsqlCommand("SELECT pg_read_binary_file(@file, 0, 67108864, true)", connection);
                read.Parameters.AddWithValue("file", $"{folder}/{name}");
                if (await read.ExecuteScalarAsync() is byte[] content)
                {
                    yield return ($"{folder}/{name}", content);
                }
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> ScalarAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The content; null where the file went away at this moment, as the logs of a database do.</summary>
    private static async Task<byte[]?> TryReadAsync(string file)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            return copy.ToArray();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}

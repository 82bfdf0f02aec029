using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Npgsql;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>
/// A database of its own for one fixture, gone when the fixture ends. <c>HANEUL_TEST_DB</c> (sqlite or postgres) says which engine a run of the
/// API tests uses; <c>HANEUL_TEST_POSTGRES</c> is the connection string of a PostgreSQL user that may create databases.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _admin;
    private readonly string? _name;
    private readonly List<IDatabase> _opened = [];

    private TestDatabase(DatabaseEngine engine, string setting, string dataFolder, string? admin = null, string? name = null)
    {
        Engine = engine;
        Setting = setting;
        DataFolder = dataFolder;
        _admin = admin;
        _name = name;
    }

    /// <summary>The engine of this run.</summary>
    public static DatabaseEngine SelectedEngine => Environment.GetEnvironmentVariable("HANEUL_TEST_DB") switch
    {
        null or "" or "sqlite" => DatabaseEngine.Sqlite,
        "postgres" => DatabaseEngine.Postgres,
        var other => throw new InvalidOperationException($"HANEUL_TEST_DB is '{other}' and must be sqlite or postgres."),
    };

    public DatabaseEngine Engine { get; }

    /// <summary>The value of <c>Haneul:Database</c>.</summary>
    public string Setting { get; }

    /// <summary>A data folder of its own, also on PostgreSQL.</summary>
    public string DataFolder { get; }

    /// <summary>The file of SQLite.</summary>
    public string FilePath => Path.Combine(DataFolder, "haneul.db");

    /// <summary>Makes a fresh database of the engine of this run, without tables.</summary>
    public static Task<TestDatabase> CreateAsync() => CreateAsync(SelectedEngine);

    /// <summary>Makes a fresh database without tables; without a PostgreSQL the test is skipped, but on CI it fails.</summary>
    public static Task<TestDatabase> CreateAsync(DatabaseEngine engine) => CreateAsync(engine, template: null);

    /// <summary>Makes a fresh database of the engine of this run, with every table and not one row.</summary>
    public static async Task<TestDatabase> CreateMigratedAsync() => await CreateAsync(SelectedEngine, await MigratedTemplate.Database);

    private static async Task<TestDatabase> CreateAsync(DatabaseEngine engine, TestDatabase? template)
    {
        var name = "haneul_test_" + new IdGenerator(new SystemRandomSource(), TimeProvider.System).NewHexId();
        var admin = engine == DatabaseEngine.Postgres ? RequirePostgres() : null;
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName;
        if (admin is not null)
        {
            // By copying files: the server is there for tests alone, and nothing of what is copied is still on its way to the disk.
            await RunAsAdminAsync(admin, $"CREATE DATABASE {name} TEMPLATE {template?._name ?? "template1"} STRATEGY file_copy");
            return new TestDatabase(engine, new NpgsqlConnectionStringBuilder(admin) { Database = name }.ConnectionString, folder, admin, name);
        }

        var database = new TestDatabase(engine, DatabaseFactory.Sqlite, folder);
        if (template is not null)
        {
            File.Copy(template.FilePath, database.FilePath);
        }

        return database;
    }

    /// <summary>Opens the database, without migrating; it is closed with this object.</summary>
    public async Task<IDatabase> OpenAsync()
    {
        var database = await new DatabaseFactory(new SystemRandomSource(), TimeProvider.System).OpenAsync(Setting, DataFolder);
        _opened.Add(database);
        return database;
    }

    /// <summary>Closes one opened database before the end, as a server that stops does.</summary>
    public async Task CloseAsync(IDatabase database)
    {
        _opened.Remove(database);
        await ((IAsyncDisposable)database).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
        {
            await ((IAsyncDisposable)database).DisposeAsync();
        }

        if (_admin is not null)
        {
            await RunAsAdminAsync(_admin, $"DROP DATABASE {_name} WITH (FORCE)");
        }

        Directory.Delete(DataFolder, recursive: true);
    }

    /// <summary>The administrator's connection string.</summary>
    public static string RequirePostgres()
    {
        var admin = Environment.GetEnvironmentVariable("HANEUL_TEST_POSTGRES");
        if (string.IsNullOrEmpty(admin))
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", "HANEUL_TEST_POSTGRES names no PostgreSQL.");
            Assert.Fail("CI must run the PostgreSQL tests, and HANEUL_TEST_POSTGRES names no server.");
        }

        return admin;
    }

    private static async Task RunAsAdminAsync(string admin, string text)
    {
        // Not pooled: an idle connection would count against the server's limit for the rest of the run.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}

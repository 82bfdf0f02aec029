namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>A data folder, and on PostgreSQL a database of its own, for a server process.</summary>
public sealed class CrashDatabase : IAsyncDisposable
{
    private readonly string? _admin;
    private readonly string? _name;

    private CrashDatabase(string? admin, string? name)
    {
        _admin = admin;
        _name = name;
        DataFolder = Directory.CreateTempSubdirectory("haneul-e2e-").FullName;
        Environment = admin is null
            ? new Dictionary<string, string?>(StringComparer.Ordinal)
            : new Dictionary<string, string?>(StringComparer.Ordinal) { ["HANEUL__DATABASE"] = WithDatabase(admin, name!) };
    }

    /// <summary>The data folder.</summary>
    public string DataFolder { get; }

    /// <summary>The variables that make a server use the database.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>Makes one; on PostgreSQL it needs HANEUL_TEST_POSTGRES, and CI fails without.</summary>
    public static async Task<CrashDatabase> CreateAsync(string engine)
    {
        if (engine == "sqlite")
        {
            return new CrashDatabase(null, null);
        }

        var admin = System.Environment.GetEnvironmentVariable("HANEUL_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(admin) && System.Environment.GetEnvironmentVariable("CI") != "true", "HANEUL_TEST_POSTGRES names no PostgreSQL.");
        Assert.False(string.IsNullOrEmpty(admin), "CI must run the PostgreSQL tests, and HANEUL_TEST_POSTGRES names no server.");
        return await CreateOnAsync(admin!);
    }

    /// <summary>Makes one on a PostgreSQL.</summary>
    public static async Task<CrashDatabase> CreateOnAsync(string admin)
    {
        var name = "haneul_e2e_" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
        await ExecuteAsync(admin, $"CREATE DATABASE {name}");
        return new CrashDatabase(admin, name);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Directory.Delete(DataFolder, recursive: true);
        if (_admin is not null)
        {
            await ExecuteAsync(_admin, $"DROP DATABASE {_name} WITH (FORCE)");
        }
    }

    private static string WithDatabase(string admin, string name) => new Npgsql.NpgsqlConnectionStringBuilder(admin) { Database = name }.ConnectionString;

    private static async Task ExecuteAsync(string admin, string text)
    {
        await using var connection = new Npgsql.NpgsqlConnection(new Npgsql.NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}

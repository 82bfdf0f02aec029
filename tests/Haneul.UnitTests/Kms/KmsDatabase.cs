using System.Globalization;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Security.Kms;
using Microsoft.Data.Sqlite;

namespace Haneul.UnitTests.Kms;

/// <summary>A database file of its own with the migrations of KMS applied, and a second way in for what somebody does behind the server's back.</summary>
internal sealed class KmsDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private KmsDatabase()
    {
    }

    public IDatabase Database { get; private set; } = null!;

    public static async Task<KmsDatabase> OpenAsync()
    {
        var kms = new KmsDatabase();
        var factory = new DatabaseFactory(new SystemRandomSource(), TimeProvider.System);
        kms.Database = await factory.OpenAsync(DatabaseFactory.Sqlite, kms._folder, TestContext.Current.CancellationToken);
        await Migrator.MigrateAsync(
            kms.Database,
            [JobServices.Migrations, new MigrationSource("kms", typeof(KmsServices).Assembly, "Haneul.Security.Kms.Migrations")],
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        return kms;
    }

    /// <summary>Changes rows as an administrator of the database could; returns how many.</summary>
    public int Execute(string text)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    /// <summary>One value, as text.</summary>
    public string Ask(string text)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Database).DisposeAsync();
        _folder.Dispose();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.File("haneul.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}

using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage.Postgres;
using Haneul.Kernel.Storage.Sqlite;

namespace Haneul.Kernel.Storage;

/// <summary>Opens the database that the setting <c>Haneul:Database</c> names.</summary>
/// <param name="random">Jitter of retries.</param>
/// <param name="time">
/// Waits between retries. Give the real clock even where the product runs on a test's: a retry that waits for a clock that stands still never comes.
/// </param>
public sealed class DatabaseFactory(IRandomSource random, TimeProvider time)
{
    /// <summary>The setting's default: a file in the data folder.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>Opens, without migrating.</summary>
    /// <param name="setting"><see cref="Sqlite"/>, or a PostgreSQL connection string.</param>
    /// <param name="dataFolder">Where the file of SQLite is; the caller holds its <see cref="DataFolderLock"/>.</param>
    /// <param name="cancellation">Gives up the attempt to reach the server.</param>
    /// <returns>A database that is also <see cref="IAsyncDisposable"/>.</returns>
    /// <exception cref="StorageRefusedException">The setting is wrong, or the file or server cannot be used.</exception>
    public async ValueTask<IDatabase> OpenAsync(string setting, string dataFolder, CancellationToken cancellation = default)
    {
        if (string.Equals(setting, Sqlite, StringComparison.Ordinal))
        {
            DataFolderLock.CreatePrivateFolder(dataFolder);
            return SqliteDatabase.Open(Path.Combine(dataFolder, "haneul.db"));
        }

        return await PostgresDatabase.OpenAsync(setting, random, time, cancellation);
    }
}

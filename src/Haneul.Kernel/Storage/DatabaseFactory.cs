using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Migrations;
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
            return SqliteDatabase.Open(FileOf(dataFolder));
        }

        return await PostgresDatabase.OpenAsync(setting, random, time, cancellation);
    }

    /// <summary>Opens the database as it is at this moment, beside a server that uses it. Nothing is created, locked or changed.</summary>
    /// <exception cref="StorageRefusedException">The setting is wrong, or there is no database that can be read.</exception>
    public static async ValueTask<IDatabaseSnapshot> OpenSnapshotAsync(string setting, string dataFolder, CancellationToken cancellation = default) =>
        string.Equals(setting, Sqlite, StringComparison.Ordinal)
            ? SqliteSnapshot.Open(FileOf(dataFolder))
            : await PostgresSnapshot.OpenAsync(setting, cancellation);

    /// <summary>Restores a backup into the empty place that the setting names, as <paramref name="restore"/> says. The caller holds the folder's lock.</summary>
    /// <exception cref="StorageRefusedException">The setting is wrong, or the server cannot be used.</exception>
    public static async Task<T> RestoreAsync<T>(
        string setting, string dataFolder, IReadOnlyList<MigrationSource> sources, TimeProvider time, Func<DatabaseRestore, Task<T>> restore)
    {
        if (string.Equals(setting, Sqlite, StringComparison.Ordinal))
        {
            return await restore(new DatabaseRestore(new SqliteRestore(FileOf(dataFolder)), sources, time));
        }

        await using var target = new PostgresRestore(PostgresDatabase.CreateSource(setting, patient: true));
        return await restore(new DatabaseRestore(target, sources, time));
    }

    private static string FileOf(string dataFolder) => Path.Combine(dataFolder, "haneul.db");
}

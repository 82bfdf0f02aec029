using System.Data.Common;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>An empty place that a backup is restored into.</summary>
internal interface IRestoreTarget
{
    DatabaseEngine Engine { get; }

    ISchema Schema { get; }

    /// <summary>
    /// Makes the schema and loads the rows by <paramref name="load"/>, then brings the schema to that of this build by <paramref name="migrate"/>.
    /// All of it is kept when that has succeeded, and nothing of it otherwise.
    /// </summary>
    /// <exception cref="StorageRefusedException">There is something already, such as one of these tables.</exception>
    Task RunAsync(IEnumerable<string> tables, Func<IRowLoader, Task> load, Func<ISchema, DbConnection, Task> migrate, CancellationToken cancellation);
}

/// <summary>Loads rows, within <see cref="IRestoreTarget.RunAsync"/>.</summary>
internal interface IRowLoader
{
    DbConnection Connection { get; }

    /// <summary>Rows may come in any order from here on.</summary>
    Task SuspendForeignKeysAsync(CancellationToken cancellation);

    /// <summary>Empties a table and fills it, as long as the function gives a row. The array is the same each time. Returns the number of rows.</summary>
    Task<long> LoadAsync(BackupTable table, long identity, BackupValue[] row, Func<long, bool> next, CancellationToken cancellation);

    /// <summary>Every reference must lead to a row again.</summary>
    Task CheckForeignKeysAsync(CancellationToken cancellation);
}

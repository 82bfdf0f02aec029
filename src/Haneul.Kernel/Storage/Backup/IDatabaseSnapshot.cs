using System.Data.Common;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>
/// A database as it is at one moment, beside a server that goes on writing. It never writes, migrates or creates anything and needs no lock on the data folder.
/// </summary>
public interface IDatabaseSnapshot : IAsyncDisposable
{
    /// <summary>The engine behind it.</summary>
    DatabaseEngine Engine { get; }

    /// <summary>Asks it something.</summary>
    IDatabaseSession Session { get; }
}

/// <summary>The same, for the backup itself.</summary>
internal interface ISnapshotSource : IDatabaseSnapshot
{
    DbConnection Connection { get; }

    ISchema Schema { get; }

    /// <summary>The highest number that the identity of a table has given; 0 where there is none.</summary>
    Task<long> ReadIdentityAsync(string table, CancellationToken cancellation);
}

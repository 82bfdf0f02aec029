using System.Data.Common;

namespace Haneul.Kernel.Storage.Migrations;

/// <summary>What the migrator asks of an engine. It works on plain connections, before the database serves anyone.</summary>
internal interface ISchema
{
    DatabaseEngine Engine { get; }

    /// <summary>Runs a function that only reads.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs a function in a transaction that excludes every other migrator; it is kept when the function returns.</summary>
    Task RunExclusiveAsync(Func<DbConnection, Task> work, CancellationToken cancellation);

    Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellation);

    /// <summary>A digest that changes with every change of the schema; cheap, for the ordinary start.</summary>
    Task<string> ReadFingerprintAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>What the database really holds.</summary>
    Task<Catalogue> ReadCatalogueAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>What a new database would hold after the scripts, built aside and thrown away. Inside <see cref="RunExclusiveAsync"/> only.</summary>
    Task<Catalogue> BuildExpectedAsync(DbConnection connection, IEnumerable<string> scripts, CancellationToken cancellation);
}

/// <summary>A database that can be migrated.</summary>
internal interface ISchemaHost
{
    ISchema Schema { get; }
}

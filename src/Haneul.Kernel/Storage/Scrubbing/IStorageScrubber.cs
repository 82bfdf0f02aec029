namespace Haneul.Kernel.Storage.Scrubbing;

/// <summary>
/// Makes what was deleted from a database leave its files. Deleting alone does not: SQLite keeps the former page in its log, PostgreSQL the former row
/// in the file of the table. Implemented by the engines beside <see cref="IDatabase"/>.
/// </summary>
public interface IStorageScrubber
{
    /// <summary>The shortest time between two scrubs; zero where one costs next to nothing.</summary>
    TimeSpan ShortestInterval { get; }

    /// <summary>Names this moment: whatever was committed before it is what <see cref="TryScrubAsync"/> is about. Never empty.</summary>
    /// <exception cref="StorageUnavailableException">The database did not answer.</exception>
    ValueTask<string> MarkAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes what was deleted from the tables before the mark leave the files; false if somebody still reads an earlier state or holds a lock for longer
    /// than others should wait for this, so that it must be tried again.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database did not answer.</exception>
    ValueTask<bool> TryScrubAsync(IEnumerable<string> tables, string mark, CancellationToken cancellation);
}

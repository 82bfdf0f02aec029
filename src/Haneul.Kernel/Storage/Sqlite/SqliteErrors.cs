using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>Tells failures of the storage from mistakes of a statement (https://sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int Interrupt = 9;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NoLargeFiles = 22;
    private const int NotADatabase = 26;

    public static bool IsUnavailable(this SqliteException exception, bool writing) => exception.SqliteErrorCode switch
    {
        Busy or Locked or NoMemory or Interrupt or InputOutput or Corrupt or Full or CannotOpen or Protocol or NoLargeFiles or NotADatabase => true,
        // A reader is read-only by our own setting, and a write on it is a bug; a writer is read-only because its disk is.
        ReadOnly => writing,
        _ => false,
    };

    /// <summary>After these the connection may hold stale file handles, and a new one is opened; a full disk only needs a rollback.</summary>
    public static bool NeedsReopening(Exception exception) =>
        exception is not SqliteException { SqliteErrorCode: Busy or Locked or Interrupt or Full };

    public static StorageUnavailableException ToUnavailable(Exception exception) => new(
        exception is SqliteException { SqliteErrorCode: Full } ? "The disk of the database is full; nothing was kept." : "The database file failed; nothing was kept.",
        exception);
}

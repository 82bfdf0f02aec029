using System.Data.Common;
using Npgsql;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>Tells failures of the server or the way to it from mistakes of a statement (PostgreSQL documentation, appendix A).</summary>
internal static class PostgresErrors
{
    /// <summary>Another transaction was in the way; the same transaction may succeed when run again.</summary>
    public static bool IsConflict(this Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public static bool IsUnavailable(this Exception exception) => exception switch
    {
        // Classes 08 connection, 53 insufficient resources (disk full, too many connections), 57P server going down or coming up,
        // 58 system error, XX internal error; 25006: a standby, which takes no writes.
        PostgresException postgres => postgres.SqlState[..2] is "08" or "53" or "58" or "XX"
            || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction,
        DbException or IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    public static StorageUnavailableException ToUnavailable(Exception exception) => new(
        exception is PostgresException postgres ? $"PostgreSQL cannot do the work now (SQLSTATE {postgres.SqlState})." : "PostgreSQL did not answer.",
        exception);

    /// <summary>For whoever starts: PostgreSQL does not let us in. Never says the connection string.</summary>
    public static StorageRefusedException ToRefused(Exception exception) =>
        new($"PostgreSQL (setting Haneul:Database) cannot be used: {(exception.InnerException ?? exception).Message}", exception);
}

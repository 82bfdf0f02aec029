using Npgsql;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>
/// Rewrites tables (VACUUM FULL), which leaves their deleted rows behind in a file that PostgreSQL empties at once. Nothing can be done here about the write-ahead
/// log, standbys and backups: what they hold is unreadable only after a rotation of the root key (docs/adr/0015).
/// </summary>
internal sealed class PostgresScrub(NpgsqlDataSource source)
{
    // A reader of the table queues behind whoever waits for the exclusive lock, so that wait is short.
    private const int LockTimeoutMilliseconds = 100;
    private const int RewriteTimeoutSeconds = 600;

    /// <summary>The number of a transaction that begins now. Its text stands in the table of jobs.</summary>
    public async Task<string> MarkAsync(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_current_xact_id()::text", connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>False if a transaction that began before the mark is still there (its rows would be kept for it), or if a lock could not be had in time.</summary>
    public async Task<bool> TryRewriteAsync(IEnumerable<string> tables, string mark, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        if (await IsSeenByOthersAsync(connection, mark, cancellation))
        {
            return false;
        }

        try
        {
            await RunAsync(connection, $"SET lock_timeout = {LockTimeoutMilliseconds}; SET statement_timeout = 0", cancellation);
            foreach (var table in tables)
            {
                // Alone in its command: VACUUM refuses to share a transaction, and several statements in one command are one.
                await RunAsync(connection, $"VACUUM (FULL) \"{table}\"", cancellation);
            }

            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        finally
        {
            // The connection goes back to the pool as it is.
            await RunAsync(connection, "RESET lock_timeout; RESET statement_timeout", CancellationToken.None);
        }
    }

    /// <summary>
    /// Whether a snapshot may be in use that still sees rows deleted before the mark: those of this database and of senders to standbys, as VACUUM itself counts. The server shows those of other users only to members of pg_read_all_stats.
    /// </summary>
    private static async Task<bool> IsSeenByOthersAsync(NpgsqlConnection connection, string mark, CancellationToken cancellation)
    {
        const string Text = """
            SELECT EXISTS (
                SELECT 1 FROM (
                    SELECT backend_xmin AS oldest FROM pg_stat_activity WHERE datname IS NULL OR datname = current_database()
                    UNION ALL SELECT xmin FROM pg_replication_slots
                    UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()) AS holders
                WHERE oldest IS NOT NULL AND age(oldest) > age($1::xid8::xid))
            """;
        await using var command = new NpgsqlCommand(Text, connection) { Parameters = { new() { Value = mark } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = RewriteTimeoutSeconds };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

using System.Data;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Kernel.Storage.Scrubbing;
using Npgsql;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>The scale-out engine: several processes on one PostgreSQL database.</summary>
internal sealed class PostgresDatabase : IDatabase, ISchemaHost, IStorageScrubber, IAsyncDisposable
{
    private const int MaxAttempts = 8;

    private readonly PostgresStatements _statements = new();
    private readonly NpgsqlDataSource _source;
    private readonly PostgresAppendLoop _appends;
    private readonly PostgresScrub _scrub;
    private readonly IRandomSource _random;
    private readonly TimeProvider _time;

    private PostgresDatabase(NpgsqlDataSource source, IRandomSource random, TimeProvider time)
    {
        _source = source;
        _random = random;
        _time = time;
        _appends = new PostgresAppendLoop(source, _statements);
        _scrub = new PostgresScrub(source);
        Schema = new PostgresSchema(source);
    }

    public DatabaseEngine Engine => DatabaseEngine.Postgres;

    public ISchema Schema { get; }

    /// <summary>A rewrite keeps readers of the table waiting, if only for milliseconds.</summary>
    public TimeSpan ShortestInterval { get; } = TimeSpan.FromMinutes(1);

    /// <exception cref="StorageRefusedException">The connection string is wrong, or the server does not let us in. Never says the string itself.</exception>
    public static async ValueTask<PostgresDatabase> OpenAsync(
        string connectionString, IRandomSource random, TimeProvider time, CancellationToken cancellation)
    {
        var database = new PostgresDatabase(CreateSource(connectionString), random, time);
        try
        {
            await database.ProbeAsync(cancellation);
            return database;
        }
        catch (Exception exception)
        {
            await database.DisposeAsync();
            throw exception is OperationCanceledException ? exception : PostgresErrors.ToRefused(exception);
        }
    }

    /// <param name="connectionString">The setting.</param>
    /// <param name="patient">Whether statements may take as long as they take: for whole tables, not for callers.</param>
    /// <exception cref="StorageRefusedException">The connection string is wrong. Never says the string itself.</exception>
    public static NpgsqlDataSource CreateSource(string connectionString, bool patient = false)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "haneul",
                MaxAutoPrepare = 256,
                AutoPrepareMinUsages = 2,
                // Nothing is ever set on a session, so there is nothing to reset when it goes back to the pool.
                NoResetOnClose = true,
            };
            settings.CommandTimeout = patient ? 0 : settings.CommandTimeout;
            // An acknowledged write must be on disk, whatever the default of the server, database or role is.
            settings.Options = $"{settings.Options} -c synchronous_commit=on -c default_transaction_isolation=read\\ committed".TrimStart();
            return NpgsqlDataSource.Create(settings);
        }
        catch (ArgumentException)
        {
            // No inner exception: its text may quote the string, and that may hold a password.
            throw new StorageRefusedException("The setting Haneul:Database is neither 'sqlite' nor a PostgreSQL connection string (Host=...;Database=...;Username=...).");
        }
    }

    public async ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            NpgsqlConnection? connection = null;
            try
            {
                connection = await _source.OpenConnectionAsync(cancellation);
                return await work(new PostgresSession(connection, _statements, cancellation));
            }
            catch (Exception exception) when (exception.IsUnavailable() && !cancellation.IsCancellationRequested)
            {
                // A pooled connection that the server has closed meanwhile fails once; a second one is new.
                if (attempt > 1 || connection is null)
                {
                    throw PostgresErrors.ToUnavailable(exception);
                }
            }
            finally
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                }
            }
        }
    }

    public async ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        var reconnected = false;
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            NpgsqlConnection? connection = null;
            PostgresSession? session = null;
            var committing = false;
            try
            {
                connection = await _source.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
                session = new PostgresSession(connection, _statements, cancellation);
                var result = await RunAsync(work, session);
                if (session.IsRolledBack)
                {
                    await transaction.RollbackAsync(CancellationToken.None);
                    return result;
                }

                cancellation.ThrowIfCancellationRequested();
                committing = true;
                // Not cancellable: from here on the outcome stands.
                await transaction.CommitAsync(CancellationToken.None);
                session.Tell(TransactionEnd.Committed);
                return result;
            }
            catch (Exception exception) when (exception.IsConflict())
            {
                committing = false;
                if (attempt == MaxAttempts)
                {
                    throw new StorageUnavailableException("PostgreSQL could not serialize the transaction; nothing was kept.", exception);
                }
            }
            catch (Exception exception) when (exception.IsUnavailable() && !cancellation.IsCancellationRequested)
            {
                // As for a read, but never after the commit was sent: it may have been done.
                if (reconnected || committing || connection is null)
                {
                    throw PostgresErrors.ToUnavailable(exception);
                }

                reconnected = true;
            }
            finally
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                }

                session?.Tell(committing ? TransactionEnd.Unknown : TransactionEnd.RolledBack);
            }

            await Task.Delay(Jitter(attempt), _time, cancellation);
        }
    }

    public async ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default)
    {
        if (await AppendStatement.TakeAsync(work) is { } statement)
        {
            await _appends.RunAsync(statement, cancellation);
        }
    }

    public async ValueTask ProbeAsync(CancellationToken cancellation = default)
    {
        var isStandby = await ReadAsync(
            static db => db.QueryFirstOrDefaultAsync($"SELECT pg_is_in_recovery()", static row => row.GetBoolean(0)), cancellation);
        if (isStandby)
        {
            throw new StorageUnavailableException("PostgreSQL is a standby and takes no writes.");
        }
    }

    public ValueTask<string> MarkAsync(CancellationToken cancellation) => GuardedAsync(_scrub.MarkAsync(cancellation), cancellation);

    public ValueTask<bool> TryScrubAsync(IEnumerable<string> tables, string mark, CancellationToken cancellation) =>
        GuardedAsync(_scrub.TryRewriteAsync(tables, mark, cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _appends.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async ValueTask<T> RunAsync<T>(Func<ITransaction, ValueTask<T>> work, PostgresSession session)
    {
        try
        {
            var result = await work(session);
            session.ThrowIfDoomed();
            return result;
        }
        finally
        {
            session.End();
        }
    }

    private static async ValueTask<T> GuardedAsync<T>(Task<T> work, CancellationToken cancellation)
    {
        try
        {
            return await work;
        }
        catch (Exception exception) when (exception.IsUnavailable() && !cancellation.IsCancellationRequested)
        {
            throw PostgresErrors.ToUnavailable(exception);
        }
    }

    /// <summary>Up to 2, 4, 8 … ms, at random, so that two that collided do not collide again.</summary>
    private TimeSpan Jitter(int attempt)
    {
        Span<byte> bytes = stackalloc byte[2];
        _random.Fill(bytes);
        return TimeSpan.FromMilliseconds((1 << attempt) * BitConverter.ToUInt16(bytes) / (double)ushort.MaxValue);
    }
}

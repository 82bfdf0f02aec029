using Haneul.Kernel.Storage.Migrations;
using Haneul.Kernel.Storage.Scrubbing;
using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>The embedded engine: one file, one writer lane, readers that never wait for it (WAL).</summary>
internal sealed class SqliteDatabase : IDatabase, ISchemaHost, IStorageScrubber, IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly SqliteWriterLane _lane;
    private readonly SqliteReaderPool _readers;
    private readonly string _path;

    private SqliteDatabase(string path)
    {
        _path = path;
        _lane = new SqliteWriterLane(path);
        _readers = new SqliteReaderPool(path);
        Schema = new SqliteSchema(path);
    }

    public DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public ISchema Schema { get; }

    public TimeSpan ShortestInterval => TimeSpan.Zero;

    /// <exception cref="StorageRefusedException">The file cannot be opened or is not a database.</exception>
    public static SqliteDatabase Open(string path)
    {
        try
        {
            CreatePrivateFile(path);
            return new SqliteDatabase(path);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageRefusedException($"The database file {path} cannot be opened: {exception.Message}", exception);
        }
    }

    public async ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        _lane.ThrowIfOnLane();
        cancellation.ThrowIfCancellationRequested();
        SqliteHandle? handle = null;
        try
        {
            handle = _readers.Rent();
            var result = await work(new SqliteSession(handle));
            _readers.Return(handle);
            return result;
        }
        catch (Exception exception)
        {
            // A reader that failed is not trusted again; failures are rare.
            handle?.Dispose();
            if (exception is SqliteException failure && failure.IsUnavailable(writing: false))
            {
                throw SqliteErrors.ToUnavailable(failure);
            }

            throw;
        }
    }

    public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        _lane.ThrowIfOnLane();
        return _lane.RunAsync(new SqliteWrite<T>(work), cancellation);
    }

    public async ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default)
    {
        _lane.ThrowIfOnLane();
        if (await AppendStatement.TakeAsync(work) is { } statement)
        {
            await _lane.RunAsync(new SqliteAppend(statement), cancellation);
        }
    }

    /// <summary>
    /// A turn of the writer without a write while its writes succeed: anyone may ask, so asking must not cost a flush. After a failure it takes a
    /// pause and then a write that succeeds; on a full disk a small one may succeed where the next real one fails, so the pause comes first.
    /// </summary>
    public async ValueTask ProbeAsync(CancellationToken cancellation = default)
    {
        await ReadAsync(static db => db.QueryFirstOrDefaultAsync($"SELECT 1", static row => row.GetInt64(0)), cancellation);
        if (_lane.LastFailure is not 0 and var failure && TimeProvider.System.GetElapsedTime(failure) < PauseAfterFailure)
        {
            throw new StorageUnavailableException("A write failed a moment ago.");
        }

        if (_lane.LastTurnFailed)
        {
            // Writes the first page of the file, whatever tables there are. Nothing reads the number.
            await WriteAsync(static tx => tx.ExecuteAsync($"PRAGMA user_version = 0"), cancellation);
        }
        else
        {
            await WriteAsync(static tx => tx.QueryFirstOrDefaultAsync($"SELECT 1", static row => row.GetInt64(0)), cancellation);
        }
    }

    /// <summary>The log holds what was committed before, and is emptied as a whole.</summary>
    public ValueTask<string> MarkAsync(CancellationToken cancellation) => new("log");

    /// <summary>Every delete has overwritten the bytes in its page already (secure_delete); the former page is still in the log until that is copied and cut.</summary>
    public ValueTask<bool> TryScrubAsync(IEnumerable<string> tables, string mark, CancellationToken cancellation)
    {
        try
        {
            // A connection of its own: the writer's has a transaction open whenever it does anything.
            using var handle = SqliteHandle.Open(_path, queryOnly: false);
            return new(handle.TryTruncateLog());
        }
        catch (SqliteException failure) when (failure.IsUnavailable(writing: true))
        {
            throw SqliteErrors.ToUnavailable(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        // Last, so that the connection that closes last folds the log into the file.
        await _lane.DisposeAsync();
    }

    /// <summary>SQLite gives its log and shared-memory files the mode of the main file, so only that one has to be made first.</summary>
    private static void CreatePrivateFile(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }
}

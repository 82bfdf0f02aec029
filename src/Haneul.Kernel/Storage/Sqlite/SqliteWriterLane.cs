using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>
/// The one writer of the file: a thread that owns the only writing connection. A turn takes whatever is waiting, runs it in one transaction
/// and tells the callers when that is durable, so that many callers share the price of one flush to the disk (group commit).
/// </summary>
internal sealed class SqliteWriterLane : IAsyncDisposable
{
    // Bounds the time of a turn, and so the wait of the first caller in it.
    private const int MaxTurn = 256;
    private const int MaxQueue = 4096;
    private const int MaxYields = 100;

    private readonly Channel<SqliteLaneItem> _queue = Channel.CreateBounded<SqliteLaneItem>(
        new BoundedChannelOptions(MaxQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SqliteLaneItem> _turn = new(MaxTurn);
    private readonly string _path;
    private readonly Thread _thread;
    private readonly SqliteCheckpointer _checkpointer;
    private SqliteHandle? _handle;
    private int _previousTurn;

    public SqliteWriterLane(string path)
    {
        _path = path;
        _handle = SqliteHandle.Open(path, queryOnly: false);
        _checkpointer = new SqliteCheckpointer(path);
        _thread = new Thread(Run) { IsBackground = true, Name = "haneul-writer" };
        _thread.Start();
    }

    /// <summary>Waiting for the lane on the lane would never end.</summary>
    public void ThrowIfOnLane()
    {
        if (Thread.CurrentThread == _thread)
        {
            throw new InvalidOperationException("The database is used inside the function of a write; use the function's transaction.");
        }
    }

    public async ValueTask<T> RunAsync<T>(SqliteLaneItem<T> item, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_queue.Writer.TryWrite(item))
        {
            try
            {
                await _queue.Writer.WriteAsync(item, cancellation);
            }
            catch (ChannelClosedException exception)
            {
                throw new StorageUnavailableException("The database is closed.", exception);
            }
        }

        return await item.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Run()
    {
        var queue = _queue.Reader;
        while (queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (queue.TryRead(out var first))
            {
                RunTurn(first);
            }
        }

        _checkpointer.Dispose();
        _handle?.Dispose();
        _stopped.SetResult();
    }

    private void RunTurn(SqliteLaneItem first)
    {
        _turn.Clear();
        try
        {
            _handle ??= SqliteHandle.Open(_path, queryOnly: false);
            _handle.Execute("BEGIN IMMEDIATE");
        }
#pragma warning disable CA1031 // The lane outlives every failure; its callers are told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            FailWaiting(first, exception);
            return;
        }

        try
        {
            SqliteLaneItem? item = first;
            do
            {
                if (item.TryStart())
                {
                    _turn.Add(item);
                    item.Run(_handle);
                }
            }
            while (TryTakeNext(out item));
            _previousTurn = _turn.Count;
            _handle.Execute("COMMIT");
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Abandon(exception);
            var failure = SqliteErrors.ToUnavailable(exception);
            _turn.ForEach(item => item.Fail(failure));
            return;
        }

        _turn.ForEach(static item => item.Complete());
        KeepLogShort();
    }

    private void KeepLogShort()
    {
        try
        {
            _checkpointer.AfterTurn(_handle!);
        }
        catch (SqliteException)
        {
            // The turn is durable and told; what is wrong with the disk the next one will meet.
        }
    }

    /// <summary>
    /// The next item of this turn. Callers of the turn before have just been told and are on their way back with their next write: while fewer
    /// have arrived than last time, giving them the processor a few times is much cheaper than a flush for each handful. A lone caller never waits.
    /// </summary>
    private bool TryTakeNext([NotNullWhen(true)] out SqliteLaneItem? item)
    {
        item = null;
        if (_turn.Count >= MaxTurn)
        {
            return false;
        }

        for (var yields = 0; !_queue.Reader.TryRead(out item); yields++)
        {
            if (_turn.Count >= _previousTurn || yields == MaxYields)
            {
                return false;
            }

            Thread.Yield();
        }

        return true;
    }

    /// <summary>The turn could not begin: everyone who waits is told at once, instead of each after a time-out of his own.</summary>
    private void FailWaiting(SqliteLaneItem first, Exception exception)
    {
        Abandon(exception);
        var failure = SqliteErrors.ToUnavailable(exception);
        var item = first;
        var count = 0;
        do
        {
            if (item.TryStart())
            {
                item.Fail(failure);
            }
        }
        while (++count < MaxQueue && _queue.Reader.TryRead(out item!));
    }

    private void Abandon(Exception exception)
    {
        if (_handle is null)
        {
            return;
        }

        try
        {
            if (!_handle.IsAutocommit)
            {
                _handle.Execute("ROLLBACK");
            }

            if (!SqliteErrors.NeedsReopening(exception))
            {
                return;
            }
        }
        catch (SqliteException)
        {
            // A connection that cannot even roll back is closed below, which rolls back as well.
        }

        _handle.Dispose();
        _handle = null;
    }
}

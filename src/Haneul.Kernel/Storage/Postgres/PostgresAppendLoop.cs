using System.Threading.Channels;
using Npgsql;

namespace Haneul.Kernel.Storage.Postgres;

/// <summary>Collects the appends that are waiting and sends them as one batch, which is one round trip, one transaction and one flush.</summary>
internal sealed class PostgresAppendLoop : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int MaxQueue = 4096;

    private readonly Channel<Append> _queue = Channel.CreateBounded<Append>(
        new BoundedChannelOptions(MaxQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly NpgsqlDataSource _source;
    private readonly PostgresStatements _statements;
    private readonly Task _running;

    public PostgresAppendLoop(NpgsqlDataSource source, PostgresStatements statements)
    {
        _source = source;
        _statements = statements;
        _running = Task.Run(RunAsync);
    }

    public async ValueTask RunAsync(Sql sql, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var append = new Append(sql);
        if (!_queue.Writer.TryWrite(append))
        {
            try
            {
                await _queue.Writer.WriteAsync(append, cancellation);
            }
            catch (ChannelClosedException exception)
            {
                throw new StorageUnavailableException("The database is closed.", exception);
            }
        }

        await append.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        var batch = new List<Append>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var append))
            {
                if (append.TryStart())
                {
                    batch.Add(append);
                }
            }

            if (batch.Count > 0)
            {
                await RunBatchAsync(batch);
            }
        }
    }

    private async Task RunBatchAsync(List<Append> batch)
    {
        try
        {
            await SendAsync(batch);
            batch.ForEach(static append => append.Complete());
        }
        catch (Exception exception) when (exception.IsUnavailable())
        {
            var failure = PostgresErrors.ToUnavailable(exception);
            batch.ForEach(append => append.Fail(failure));
        }
#pragma warning disable CA1031 // The loop outlives every failure; its callers are told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (batch.Count == 1)
            {
                batch[0].Fail(exception);
                return;
            }

            // One of them is bad, and took the others with it. Each for itself, only the bad one fails.
            foreach (var append in batch)
            {
                await RunBatchAsync([append]);
            }
        }
    }

    private async Task SendAsync(List<Append> batch)
    {
        await using var connection = await _source.OpenConnectionAsync();
        // Commands of one batch share an implicit transaction, which the server commits before it answers that it is ready.
        await using var command = new NpgsqlBatch(connection);
        foreach (var append in batch)
        {
            command.BatchCommands.Add(_statements.CreateBatchCommand(append.Sql));
        }

        await command.ExecuteNonQueryAsync();
    }

    private sealed class Append(Sql sql)
    {
        private const int Queued = 0;
        private const int Started = 1;
        private const int Cancelled = 2;

        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _state;

        public Sql Sql { get; } = sql;

        public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Queued) == Queued;

        public void Complete() => _completion.TrySetResult();

        public void Fail(Exception exception) => _completion.TrySetException(exception);

        public async Task WaitAsync(CancellationToken cancellation)
        {
            using var registration = cancellation.UnsafeRegister(
                static (state, token) =>
                {
                    var append = (Append)state!;
                    if (Interlocked.CompareExchange(ref append._state, Cancelled, Queued) == Queued)
                    {
                        append._completion.TrySetCanceled(token);
                    }
                },
                this);
            await _completion.Task;
        }
    }
}

using Haneul.Kernel.Operations.Streams;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>
/// Reads what is new on the trail, once for all streams of this process and only while there are any, and keeps the last of it so that each stream takes it at its own
/// pace. A stream that has fallen behind what is kept, or comes from behind it, reads by itself until it meets this reading again.
/// </summary>
internal sealed partial class EventTail(TailReads reads, TimeProvider time, ILogger<EventTail> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>Most streams of one project in one process.</summary>
    public const int MostOfProject = 50;

    /// <summary>Most streams of one process.</summary>
    public const int Most = 500;

    /// <summary>Most events of a batch.</summary>
    public const int BatchSize = 100;

    /// <summary>How often it looks for what is new.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private const int MostKept = 4096;

    private static readonly int LooksOfPeriod = (int)(StreamServices.Period / Period);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Queue<TailBatch> _kept = new();
    private TailPosition? _position;
    private long _serial;
    private int _keptEvents;
    private int _looks;
    private ITimer? _timer;

    /// <summary>The streams.</summary>
    public OpenStreams Streams { get; } = new(MostOfProject, Most);

    /// <summary>Reads chains.</summary>
    public TailReads Reads => reads;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => ((EventTail)state!).Tick(), this, Period, Period);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            _timer = null;
            await timer.DisposeAsync();
        }
    }

    /// <summary>Where the reading is. The caller has a stream open, so that it goes on from there.</summary>
    public async ValueTask<TailJunction> JoinAsync(CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (_position is null)
            {
                _position = await reads.NowAsync(cancellation);
            }

            lock (_lock)
            {
                return new TailJunction(_position, _serial);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Gives a batch, or null where it has not been read yet; false if it is not kept any more.</summary>
    public bool TryTake(long serial, out TailBatch? batch, out bool hasMore)
    {
        lock (_lock)
        {
            batch = _kept.FirstOrDefault(batch => batch.Serial == serial);
            hasMore = batch is not null && serial + 1 < _serial;
            return batch is not null || serial == _serial;
        }
    }

    /// <summary>Reads what is new and wakes the streams for it. Called by itself every quarter of a second.</summary>
    internal async Task LookAsync()
    {
        if (Streams.Count == 0 && _position is null)
        {
            return;
        }

        if (!_reading.Wait(TimeSpan.Zero))
        {
            return; // The look before this one is not done, or a stream is joining; the next look is near.
        }

        try
        {
            // Asked here, where no stream can join meanwhile: one that has joined counts.
            if (Streams.Count == 0)
            {
                Forget();
            }
            else if (_position is not null && await ReadNewsAsync())
            {
                Streams.WakeAll(hasNews: true);
            }
        }
        catch (StorageUnavailableException exception)
        {
            // The streams look at their tokens meanwhile, and end if they can't.
            LogUnavailable(exception);
        }
        catch (ObjectDisposedException)
        {
            // The server is stopping.
        }
        finally
        {
            _reading.Release();
        }
    }

    private void Tick()
    {
        if (++_looks >= LooksOfPeriod)
        {
            _looks = 0;
            Streams.WakeAll(hasNews: false);
        }

        _ = LookAsync();
    }

    private async ValueTask<bool> ReadNewsAsync()
    {
        var hasNews = false;
        foreach (var reach in await reads.ReachAsync(CancellationToken.None))
        {
            while (_position!.Of(reach.ChainId) is var after && after < reach.Through)
            {
                // What was removed before it was read had its time long ago, and is no news.
                var events = await reads.ReadAsync(reach.ChainId, after, reach.Through, BatchSize, CancellationToken.None) ?? [];
                var through = _position.With(reach.ChainId, events.Count == BatchSize ? events[^1].Number : reach.Through);
                Keep(through, events);
                hasNews |= events.Count > 0;
            }
        }

        return hasNews;
    }

    private void Keep(TailPosition through, List<TailEvent> events)
    {
        lock (_lock)
        {
            _position = through;
            if (events.Count == 0)
            {
                return;
            }

            _kept.Enqueue(new TailBatch(_serial++, through, events));
            _keptEvents += events.Count;
            while (_keptEvents > MostKept)
            {
                _keptEvents -= _kept.Dequeue().Events.Count;
            }
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            // The next reading begins elsewhere: whoever waited for this batch must not take its first for it.
            _position = null;
            _serial++;
            _kept.Clear();
            _keptEvents = 0;
        }
    }

    [LoggerMessage(440, LogLevel.Warning, "New events could not be read for those who follow the trail; the next look tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);
}

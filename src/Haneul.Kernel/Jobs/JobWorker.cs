using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Kernel.Jobs;

/// <summary>
/// Claims jobs as they fall due and has them run. The work is done in passes: a pass takes one free job after another until there is none, and up to
/// <see cref="MostPasses"/> go on side by side. A pass begins when a job is planned in this process, and when the clock says that there may be one.
/// </summary>
public sealed partial class JobWorker : IHostedService, IAsyncDisposable
{
    /// <summary>How many jobs run at once in this process.</summary>
    private const int MostPasses = 4;

    /// <summary>How often the table is looked at while other processes may plan jobs in it, and how soon after it could not be.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long the timer sleeps at most where the next due instant is known: the wall clock may be set forward meanwhile.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IJobHandler> _handlers;
    private readonly IDatabase _database;
    private readonly IdGenerator _ids;
    private readonly TimeProvider _time;
    private readonly ILogger<JobWorker> _logger;
    private readonly JobRunner _runner;
    private readonly JobClaims _claimed;
    private readonly CancellationTokenSource _stopping = new();

    private readonly Lock _lock = new();
    private readonly HashSet<Task> _passes = [];
    private readonly HashSet<string> _live = new(StringComparer.Ordinal);
    private DateTimeOffset _nextCheck = DateTimeOffset.MinValue;
    private long _signals;
    private long _claims;
    private ITimer? _timer;
    private bool _isStopped;

    internal JobWorker(
        IEnumerable<IJobHandler> handlers, IDatabase database, JobSignal signal, JobMetrics metrics, IdGenerator ids, TimeProvider time, ILogger<JobWorker> logger)
    {
        _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
        _database = database;
        _ids = ids;
        _time = time;
        _logger = logger;
        _runner = new JobRunner(database, time, metrics, logger);
        _claimed = new JobClaims(_handlers, database, time, Period);
        signal.Listen(OnPlanned);
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_handlers.Count == 0)
        {
            return;
        }

        if (_database.Engine == DatabaseEngine.Sqlite && await _database.WriteAsync(JobTable.ForgetLeasesAsync, cancellationToken) is > 0 and var count)
        {
            LogResumed(count);
        }

        lock (_lock)
        {
            _timer = _time.CreateTimer(static state => ((JobWorker)state!).OnTimer(), this, Period, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Lets no further run begin, asks those under way to end and waits for them. What they leave undone the next process takes up.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task[] passes;
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            _timer?.Dispose();
            passes = [.. _passes];
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(passes).WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
        _claimed.Dispose();
    }

    /// <summary>Returns when nothing is due and nothing runs. Runs that the timer or a planned job has begun are waited for.</summary>
    public async Task RunDueAsync(CancellationToken cancellation)
    {
        long before;
        do
        {
            before = Volatile.Read(ref _claims);
            BeginPass();
            while (PassesUnderWay() is { Length: > 0 } passes)
            {
                await Task.WhenAll(passes).WaitAsync(cancellation);
            }
        }
        while (before != Volatile.Read(ref _claims));
    }

    private void OnPlanned(DateTimeOffset dueAt)
    {
        var isDue = dueAt <= _time.GetUtcNow();
        lock (_lock)
        {
            _signals++;
            _nextCheck = dueAt < _nextCheck ? dueAt : _nextCheck;
            if (_timer is null)
            {
                return; // Not started: whoever drives this worker by hand says when.
            }

            if (!isDue)
            {
                Rearm();
                return;
            }
        }

        BeginPass();
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_nextCheck > _time.GetUtcNow())
            {
                Rearm();
                return;
            }
        }

        BeginPass();
    }

    /// <summary>Sets the timer to the next instant at which there may be something to do.</summary>
    private void Rearm()
    {
        if (!_isStopped && _timer is { } timer)
        {
            var sleep = _nextCheck - _time.GetUtcNow();
            timer.Change(sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep > LongestSleep ? LongestSleep : sleep, Timeout.InfiniteTimeSpan);
        }
    }

    private Task[] PassesUnderWay()
    {
        lock (_lock)
        {
            return [.. _passes];
        }
    }

    private void BeginPass()
    {
        lock (_lock)
        {
            if (_isStopped || _passes.Count == MostPasses || _handlers.Count == 0)
            {
                return; // A pass under way looks again before it ends, when a job was planned since it looked last.
            }

            // On the pool: neither a timer nor the writer of the database may be kept.
            Task? pass = null;
            pass = Task.Run(() => PassAsync(() => _passes.Remove(pass!)));
            _passes.Add(pass);
        }
    }

    private async Task PassAsync(Action leave)
    {
        while (true)
        {
            var owner = _ids.NewHexId();
            long signals;
            lock (_lock)
            {
                if (_isStopped)
                {
                    leave();
                    return;
                }

                signals = _signals;
                _live.Add(owner);
            }

            var (ran, next) = await TryRunOneAsync(owner);
            lock (_lock)
            {
                _live.Remove(owner);
                if (ran || _signals != signals)
                {
                    continue;
                }

                leave();
                _nextCheck = next;
                Rearm();
                return;
            }
        }
    }

    /// <summary>Claims a job and runs it; without one, tells when to look again.</summary>
    private async Task<(bool Ran, DateTimeOffset Next)> TryRunOneAsync(string owner)
    {
        try
        {
            var (claim, next) = await _claimed.TakeAsync(owner, Live, _stopping.Token);
            if (claim is null)
            {
                return (false, next);
            }

            Interlocked.Increment(ref _claims);
            BeginPass();
            try
            {
                await _runner.RunAsync(_handlers[claim.Kind], claim, _stopping.Token);
            }
            finally
            {
                Leave(claim.Kind);
            }

            return (true, next);
        }
        catch (StorageUnavailableException exception)
        {
            LogUnavailable(exception);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The server is stopping.
        }
#pragma warning disable CA1031 // The worker outlives every failure; this one is a bug of its own, since those of handlers end with their run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBroken(exception);
        }

        return (false, _time.GetUtcNow() + Period);
    }

    /// <summary>Gives the place of a run back. A pass that has looked for jobs of other kinds only meanwhile looks again.</summary>
    private void Leave(string kind)
    {
        _claimed.Leave(kind);
        lock (_lock)
        {
            if (_handlers[kind].MostAtOnce < MostPasses)
            {
                _signals++;
            }
        }
    }

    private string[] Live()
    {
        lock (_lock)
        {
            return [.. _live];
        }
    }

    [LoggerMessage(30, LogLevel.Information, "{Count} background jobs that an earlier process had begun are taken up again.")]
    private partial void LogResumed(int count);

    [LoggerMessage(31, LogLevel.Warning, "Background jobs could not be claimed; the next look tries again.")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(32, LogLevel.Error, "The worker of background jobs failed unexpectedly; the next look tries again.")]
    private partial void LogBroken(Exception exception);
}

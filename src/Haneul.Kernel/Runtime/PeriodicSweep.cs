using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.Kernel.Runtime;

/// <summary>
/// Takes out of the database, at a period, what has had its time. One round at a time: a round that takes longer than the period is not joined by a second. What a round
/// can't do because the database does not answer, the next one does. A round that fails by a bug is told in the log and ends neither the process nor the rounds after it.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="period">From the beginning of a round to that of the next.</param>
/// <param name="sweep">A round. It works in slices and ends early when <see cref="IsStarted"/> turns false.</param>
/// <param name="logger">The log of whoever sweeps.</param>
/// <param name="tellUnavailable">Told when the database did not answer.</param>
public sealed partial class PeriodicSweep(TimeProvider time, TimeSpan period, Func<ValueTask> sweep, ILogger logger, Action<StorageUnavailableException> tellUnavailable) : IAsyncDisposable
{
    private ITimer? _timer;
    private int _isSweeping;

    /// <summary>Whether rounds follow by themselves: not before the start and not when the server is stopping.</summary>
    public bool IsStarted => Volatile.Read(ref _timer) is not null;

    /// <summary>Begins; the first round is one period away.</summary>
    public void Start() => _timer = time.CreateTimer(static state => _ = ((PeriodicSweep)state!).RunByTimerAsync(), this, period, period);

    /// <summary>Does a round, unless one is under way.</summary>
    public async Task RunAsync()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) == 1)
        {
            return;
        }

        try
        {
            await sweep();
        }
        catch (StorageUnavailableException exception)
        {
            tellUnavailable(exception);
        }
        catch (ObjectDisposedException)
        {
            // The server is stopping.
        }
        finally
        {
            Volatile.Write(ref _isSweeping, 0);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            _timer = null;
            await timer.DisposeAsync();
        }
    }

    // Nobody waits for a round that the timer began: what is not told here is told nowhere.
    private async Task RunByTimerAsync()
    {
        try
        {
            await RunAsync();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(36, LogLevel.Error, "A round failed unexpectedly; the next one tries again.")]
    private partial void LogFailed(Exception exception);
}

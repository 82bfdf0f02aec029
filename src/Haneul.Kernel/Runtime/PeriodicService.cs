using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Kernel.Runtime;

/// <summary>A service of the host that works in rounds (<see cref="PeriodicSweep"/>) from its start until the server stops, and has nothing else to begin or to end.</summary>
/// <param name="time">The clock.</param>
/// <param name="period">From the beginning of a round to that of the next.</param>
public abstract class PeriodicService(TimeProvider time, TimeSpan period) : IHostedService, IAsyncDisposable
{
    private PeriodicSweep Sweep => field ??= new(time, period, RunRoundAsync, Log, LogUnavailable);

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Its log, for what goes wrong in a round.</summary>
    protected abstract ILogger Log { get; }

    /// <summary>Whether rounds follow by themselves; a round that works in slices ends early when this turns false.</summary>
    protected bool IsStarted => Sweep.IsStarted;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Sweep.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Sweep.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does a round now, unless one is under way.</summary>
    internal protected Task RunNowAsync() => Sweep.RunAsync();

    /// <summary>A round.</summary>
    protected abstract ValueTask RunRoundAsync();

    /// <summary>Told when the database did not answer in a round.</summary>
    protected abstract void LogUnavailable(StorageUnavailableException exception);
}

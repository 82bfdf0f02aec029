using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Verification.Checkpoints;

/// <summary>Sees to it that there is a checkpoint at least every ten minutes in which something was sealed, and one at the end of the process.</summary>
internal sealed partial class CheckpointSchedule(CheckpointMaker maker, TrailChain chain, TimeProvider time, ILogger<CheckpointSchedule> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>How old the last checkpoint is when the next is due. With <see cref="Period"/> it is less than ten minutes from one to the next.</summary>
    public static readonly TimeSpan Due = TimeSpan.FromMinutes(8);

    /// <summary>How often it is looked after.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private bool _isStarted;

    private PeriodicSweep Sweep => field ??= new(time, Period, RunAsync, logger, LogUnavailable);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _isStarted = true;
        Sweep.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await Sweep.DisposeAsync();

    /// <summary>The last checkpoint of the process, over all that it has sealed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Sweep.DisposeAsync();
        if (!_isStarted)
        {
            return;
        }

        _isStarted = false;
        try
        {
            await chain.SealAsync();
            await maker.MakeAsync(TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageUnavailableException or ObjectDisposedException or EnvelopeException)
        {
            LogNotMade(exception.GetType().Name);
        }
    }

    private async ValueTask RunAsync()
    {
        try
        {
            if (await maker.MakeAsync(Due, CancellationToken.None) is not null)
            {
                await maker.PruneAsync(CancellationToken.None);
            }
        }
        catch (EnvelopeException exception)
        {
            LogNotMade(exception.GetType().Name);
        }
    }

    [LoggerMessage(412, LogLevel.Warning, "No checkpoint of the trail could be made; the next round tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);

    [LoggerMessage(413, LogLevel.Error, "No checkpoint of the trail could be made: {Failure}.")]
    private partial void LogNotMade(string failure);
}

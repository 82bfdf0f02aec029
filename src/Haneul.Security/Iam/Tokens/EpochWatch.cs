using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Notices changes that other processes on the same PostgreSQL made, usually within a second, and makes what is kept here stale. When a look fails or takes longer
/// than that, what is kept stops to count, so <see cref="RevocationEpoch.LongestSilence"/> is the bound. One process is alone on SQLite and needs none of it.
/// </summary>
internal sealed partial class EpochWatch(IDatabase database, RevocationEpoch epoch, TimeProvider time, ILogger<EpochWatch> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>How often it looks, and how long a look may take.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private ITimer? _timer;
    private long? _seen;
    private int _isReading;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.Engine == DatabaseEngine.Postgres)
        {
            epoch.Share();
            await LookAsync();
            _timer = time.CreateTimer(static state => _ = ((EpochWatch)state!).LookAsync(), this, Period, Period);
        }
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

    /// <summary>Looks once.</summary>
    internal async Task LookAsync()
    {
        if (Interlocked.Exchange(ref _isReading, 1) == 1)
        {
            return;
        }

        // Taken before the look: what another process commits while it is under way may be missing from it.
        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(Period, time);
        try
        {
            var value = await database.ReadAsync(
                session => session.QueryFirstOrDefaultAsync($"SELECT value FROM iam_epoch WHERE id = 1", static row => row.GetInt64(0)), limit.Token);
            if (_seen != value)
            {
                // Our own changes come by here too, once; a few reads more do no harm.
                _seen = value;
                epoch.Bump();
            }

            epoch.LookedAt(began);
        }
        catch (Exception exception) when (exception is StorageUnavailableException or OperationCanceledException)
        {
            // Not knowing what was revoked, nothing that is kept may count: every call then asks the database, and fails with it.
            epoch.Bump();
            LogUnavailable(exception);
        }
        catch (ObjectDisposedException)
        {
            // The server is stopping.
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "The revocation epoch could not be read; tokens are checked against the database until it can.")]
    private partial void LogUnavailable(Exception exception);
}

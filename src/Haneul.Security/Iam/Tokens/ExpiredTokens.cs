using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Trusts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Takes out of the database, a few rows at a time so that no call waits for it, what has had its time: expired tokens and delegations, and old counts of wrong passwords and
/// unknown sign-ins.
/// </summary>
internal sealed partial class ExpiredTokens(IDatabase database, HaneulOptions options, TimeProvider time, ILogger<ExpiredTokens> logger) : IHostedService, IAsyncDisposable
{
    private const int SliceSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private ITimer? _timer;
    private int _isSweeping;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => _ = ((ExpiredTokens)state!).SweepAsync(), this, Period, Period);
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

    /// <summary>Removes everything that has expired so long ago that nobody may look at it any more (<see cref="SubjectToken.FindToShowAsync"/>).</summary>
    internal async Task SweepAsync()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) == 1)
        {
            return;
        }

        try
        {
            int removed;
            do
            {
                var latest = UnixTime.ToMicroseconds(time.GetUtcNow() - options.ExpiredTokenWindow);
                removed = await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
                    DELETE FROM iam_tokens WHERE number IN (SELECT number FROM iam_tokens WHERE expires_at <= {latest} LIMIT {SliceSize})
                    """));
            }
            while (removed == SliceSize && _timer is not null);
            await UnknownSignIns.SweepAsync(database, time.GetUtcNow());
            await ExpiredDelegations.SweepAsync(database, time.GetUtcNow());
            await PasswordAttempts.SweepAsync(database, time.GetUtcNow());
        }
        catch (StorageUnavailableException exception)
        {
            // Expired tokens are dead whether they are there or not; the next round tries again.
            LogUnavailable(exception);
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

    [LoggerMessage(1002, LogLevel.Warning, "What has expired could not be removed; the next round tries again.")]
    private partial void LogUnavailable(Exception exception);
}

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

    private PeriodicSweep Sweep => field ??= new(time, Period, SweepRoundAsync, LogUnavailable);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Sweep.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Sweep.DisposeAsync();

    /// <summary>Removes everything that has expired so long ago that nobody may look at it any more (<see cref="SubjectToken.FindToShowAsync"/>).</summary>
    internal Task SweepAsync() => Sweep.RunAsync();

    private async ValueTask SweepRoundAsync()
    {
        int removed;
        do
        {
            var latest = UnixTime.ToMicroseconds(time.GetUtcNow() - options.ExpiredTokenWindow);
            removed = await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
                DELETE FROM iam_tokens WHERE number IN (SELECT number FROM iam_tokens WHERE expires_at <= {latest} LIMIT {SliceSize})
                """));
        }
        while (removed == SliceSize && Sweep.IsStarted);
        await UnknownSignIns.SweepAsync(database, time.GetUtcNow());
        await ExpiredDelegations.SweepAsync(database, time.GetUtcNow());
        await PasswordAttempts.SweepAsync(database, time.GetUtcNow());
    }

    [LoggerMessage(1002, LogLevel.Warning, "What has expired could not be removed; the next round tries again.")]
    private partial void LogUnavailable(StorageUnavailableException exception);
}

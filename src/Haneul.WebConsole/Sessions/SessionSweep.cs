using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.WebConsole.Sessions;

/// <summary>Takes sessions that are over, and forms that were sent in them, out of the database, a few at a time so that no call waits for it.</summary>
internal sealed partial class SessionSweep(IDatabase database, TimeProvider time, HaneulOptions options, ILogger<SessionSweep> logger) : PeriodicService(time, Period)
{
    private const int SliceSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Removes what has had its time.</summary>
    internal Task SweepAsync() => RunNowAsync();

    /// <inheritdoc />
    protected override ILogger Log => logger;

    /// <inheritdoc />
    protected override async ValueTask RunRoundAsync()
    {
        var now = Time.GetUtcNow();
        var ended = UnixTime.ToMicroseconds(now);
        var idle = UnixTime.ToMicroseconds(now - options.ConsoleIdleTimeout);
        while (IsStarted && await RemoveAsync($"DELETE FROM console_sessions WHERE id IN (SELECT id FROM console_sessions WHERE expires_at <= {ended} OR used_at <= {idle} LIMIT {SliceSize})"))
        {
            // One transaction each.
        }

        await RemoveSignInsAsync();
        while (IsStarted && await RemoveAsync($"DELETE FROM console_forms WHERE nonce IN (SELECT nonce FROM console_forms WHERE ends_at <= {ended} LIMIT {SliceSize})"))
        {
            // One transaction each.
        }
    }

    private async ValueTask RemoveSignInsAsync()
    {
        var begun = UnixTime.ToMicroseconds(Time.GetUtcNow() - SignIn.PendingSignIns.Life);
        await database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM console_sign_ins WHERE begun_at <= {begun}"));
    }

    private async ValueTask<bool> RemoveAsync(Sql statement) => await database.WriteAsync(transaction => transaction.ExecuteAsync(statement)) == SliceSize;

    [LoggerMessage(5001, LogLevel.Warning, "Sessions of the console that are over could not be removed; the next round tries again.")]
    protected override partial void LogUnavailable(StorageUnavailableException exception);
}

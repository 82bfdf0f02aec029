using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Trusts;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Takes out of the database, a few rows at a time so that no call waits for it, what has had its time: expired tokens and delegations, and old counts of wrong passwords and
/// unknown sign-ins.
/// </summary>
internal sealed partial class ExpiredTokens(IDatabase database, HaneulOptions options, TimeProvider time, ILogger<ExpiredTokens> logger) : PeriodicService(time, Period)
{
    private const int SliceSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Removes everything that has expired so long ago that nobody may look at it any more (<see cref="SubjectToken.FindToShowAsync"/>).</summary>
    internal Task SweepAsync() => RunNowAsync();

    /// <inheritdoc />
    protected override ILogger Log => logger;

    /// <inheritdoc />
    protected override async ValueTask RunRoundAsync()
    {
        int removed;
        do
        {
            var latest = UnixTime.ToMicroseconds(Time.GetUtcNow() - options.ExpiredTokenWindow);
            removed = await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
                DELETE FROM iam_tokens WHERE number IN (SELECT number FROM iam_tokens WHERE expires_at <= {latest} LIMIT {SliceSize})
                """));
        }
        while (removed == SliceSize && IsStarted);
        await UnknownSignIns.SweepAsync(database, Time.GetUtcNow());
        await ExpiredDelegations.SweepAsync(database, Time.GetUtcNow());
        await PasswordAttempts.SweepAsync(database, Time.GetUtcNow());
    }

    [LoggerMessage(1002, LogLevel.Warning, "What has expired could not be removed; the next round tries again.")]
    protected override partial void LogUnavailable(StorageUnavailableException exception);
}

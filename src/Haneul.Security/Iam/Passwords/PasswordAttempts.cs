using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Settings;

namespace Haneul.Security.Iam.Passwords;

/// <summary>
/// Wrong passwords by user and address. An address that has had too many for a user must wait (spec/roles.md section 8: five); it is not told so, and its waiting is nobody
/// else's: whoever guesses an administrator's password from elsewhere does not lock them out, and access keys and tokens live on. Guessing from many addresses
/// is met by letting wait every address from which the user never signed in.
/// </summary>
internal static class PasswordAttempts
{
    // How many times the limit of one address all addresses together may have before unknown ones must wait.
    private const int AddressesTogether = 10;

    /// <summary>How long a row is kept after the last wrong password, or the last right one: an address that long unused is unknown again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    // A success is noted anew only after this long, so that signing in writes no row as a rule.
    private static readonly long Refreshed = TimeSpan.FromDays(1).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>What is known of a user and the address of the call.</summary>
    public static async ValueTask<PasswordAttempt> FindAsync(IDatabaseSession session, Call call, PasswordOwner owner)
    {
        var (userId, settings) = (owner.User.Id, owner.Settings);
        var mostFailures = owner.Has("ignore_lockout_failure_attempts") ? 0 : settings.LockoutAttempts;
        if (mostFailures == 0 && owner.SecondFactorAt is not null)
        {
            // Six digits are guessed by whoever may try for ever (RFC 4226, section 7.3), so with a second factor there is always a limit.
            mostFailures = OrganisationSettings.Default.LockoutAttempts;
        }

        var address = AddressGroup.Of(call.Context.Connection.RemoteIpAddress).ToString();
        var now = UnixTime.ToMicroseconds(call.Now);
        var since = now - (settings.LockoutMinutes * 60_000_000L);
        var (failures, failedAt, succeededAt) = await session.QueryFirstOrDefaultAsync(
            $"SELECT failures, failed_at, succeeded_at FROM iam_password_attempts WHERE user_id = {userId} AND address = {address}",
            static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        var together = mostFailures == 0 || succeededAt > 0 ? 0 : await session.QueryFirstOrDefaultAsync(
            $"SELECT COALESCE(SUM(failures), 0) FROM iam_password_attempts WHERE user_id = {userId} AND failed_at > {since}", static row => row.GetInt64(0));
        var isRecent = failedAt > since;
        var isLocked = mostFailures > 0
            && ((isRecent && failures >= mostFailures) || together >= (long)mostFailures * AddressesTogether);
        return new PasswordAttempt(userId, address, isRecent ? failures : 0, since, succeededAt, isLocked);
    }

    /// <summary>Notes a wrong password. While an address waits nothing is counted: its waiting has an end however often it tries.</summary>
    public static async ValueTask FailedAsync(IDatabase database, PasswordAttempt attempt, DateTimeOffset at)
    {
        if (attempt.IsLocked)
        {
            return;
        }

        var now = UnixTime.ToMicroseconds(at);
        await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO iam_password_attempts (user_id, address, failures, failed_at, succeeded_at)
            SELECT id, {attempt.Address}, 1, {now}, 0 FROM iam_users WHERE id = {attempt.UserId}
            ON CONFLICT (user_id, address) DO UPDATE SET failed_at = {now},
                failures = CASE WHEN iam_password_attempts.failed_at <= {attempt.Since} THEN 1 ELSE iam_password_attempts.failures + 1 END
            """));
    }

    /// <summary>Notes a right password that was let in.</summary>
    public static async ValueTask PassedAsync(IDatabase database, PasswordAttempt attempt, DateTimeOffset at)
    {
        var now = UnixTime.ToMicroseconds(at);
        if (attempt.Failures == 0 && now - attempt.SucceededAt < Refreshed)
        {
            return;
        }

        await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO iam_password_attempts (user_id, address, failures, failed_at, succeeded_at)
            SELECT id, {attempt.Address}, 0, 0, {now} FROM iam_users WHERE id = {attempt.UserId}
            ON CONFLICT (user_id, address) DO UPDATE SET failures = 0, succeeded_at = {now}
            """));
    }

    /// <summary>Takes out what is older than <see cref="Kept"/>.</summary>
    public static async ValueTask SweepAsync(IDatabase database, DateTimeOffset now)
    {
        var oldest = UnixTime.ToMicroseconds(now - Kept);
        await database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"DELETE FROM iam_password_attempts WHERE failed_at < {oldest} AND succeeded_at < {oldest}"));
    }
}

/// <summary>A password being tried for a user from an address.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Address">The address, an IPv6 address by its /64.</param>
/// <param name="Failures">Wrong passwords lately.</param>
/// <param name="Since">Wrong passwords up to then count no more, microseconds.</param>
/// <param name="SucceededAt">When one was right last, microseconds; 0 for never.</param>
/// <param name="IsLocked">Whether the address must wait: then not even the right password is let in.</param>
internal sealed record PasswordAttempt(string UserId, string Address, long Failures, long Since, long SucceededAt, bool IsLocked);

using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Settings;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Passwords;

/// <summary>The one way of a new password, whoever sets it: the rules of the organisation, then the slow work, then, in the transaction of the change, what follows from it.</summary>
internal sealed class PasswordChange(IDatabase database, PasswordHashing passwords, IFirstPassword firstPassword)
{
    /// <summary>
    /// Judges a new password and does the slow work. 400 naming <paramref name="field"/> if the organisation's rules or the user's former passwords refuse it; 429 if too many are being worked on.
    /// </summary>
    /// <param name="field">The field of the request.</param>
    /// <param name="password">The password in clear.</param>
    /// <param name="organisationId">The organisation whose rules hold.</param>
    /// <param name="userId">The user, whose former passwords count; null for a new one.</param>
    /// <param name="userName">The user's name.</param>
    /// <param name="cancellation">Ends the wait for the slow work.</param>
    public async ValueTask<Outcome<NewPassword>> PrepareAsync(string field, string password, string organisationId, string? userId, string userName, CancellationToken cancellation)
    {
        var (settings, former) = await database.ReadAsync(async session =>
        {
            var settings = await OrganisationSettings.FindAsync(session, organisationId);
            return (settings, userId is null || settings.PasswordHistory == 0 ? [] : await FormerAsync(session, userId, settings.PasswordHistory));
        }, cancellation);
        if (PasswordRules.ProblemOf(password, userName, settings) is { } problem)
        {
            return Error.FromProblems([new(field, problem)]);
        }

        foreach (var stored in former)
        {
            var isSame = await passwords.VerifyAsync(password, stored, cancellation);
            if (isSame.Error is { } busy)
            {
                return busy;
            }

            if (isSame.Value)
            {
                return Error.FromProblems([new(field, $"must differ from the last {settings.PasswordHistory} passwords")]);
            }
        }

        var hash = await passwords.HashAsync(password, cancellation);
        return hash.Error is { } error ? error : new NewPassword(hash.Value, settings);
    }

    /// <summary>When a password that is set now must be changed, microseconds; null for never.</summary>
    /// <param name="settings">What the organisation decides.</param>
    /// <param name="now">The time.</param>
    /// <param name="isOwn">Whether the user has chosen it themselves.</param>
    public static long? ExpiryOf(OrganisationSettingsBody settings, DateTimeOffset now, bool isOwn) =>
        settings.ChangePasswordUponFirstUse && !isOwn ? UnixTime.ToMicroseconds(now)
        : settings.PasswordExpiresDays > 0 ? UnixTime.ToMicroseconds(now.AddDays(settings.PasswordExpiresDays))
        : null;

    /// <summary>Keeps a new password of a user who is there, and ends what the organisation says that it ends: tokens, and the waiting after wrong ones.</summary>
    public static async ValueTask StoreAsync(ITransaction transaction, string userId, NewPassword password, DateTimeOffset now, bool isOwn)
    {
        var time = UnixTime.ToMicroseconds(now);
        if (password.Settings.PasswordHistory > 0)
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_former_passwords (user_id, replaced_at, password_hash)
                SELECT id, (SELECT COALESCE(MAX(f.replaced_at), {time} - 1) + 1 FROM iam_former_passwords f WHERE f.user_id = {userId} AND f.replaced_at >= {time}), password_hash
                FROM iam_users WHERE id = {userId} AND password_hash IS NOT NULL
                """);
        }

        await transaction.ExecuteAsync($"""
            DELETE FROM iam_former_passwords WHERE user_id = {userId} AND replaced_at NOT IN (
                SELECT replaced_at FROM iam_former_passwords WHERE user_id = {userId} ORDER BY replaced_at DESC LIMIT {password.Settings.PasswordHistory})
            """);
        await transaction.ExecuteAsync($"""
            UPDATE iam_users SET password_hash = {password.Hash}, password_changed_at = {time}, password_expires_at = {ExpiryOf(password.Settings, now, isOwn)} WHERE id = {userId}
            """);
        await transaction.ExecuteAsync($"UPDATE iam_password_attempts SET failures = 0 WHERE user_id = {userId}");
        Sql ended = password.Settings.PasswordChangeEnds switch
        {
            "no_tokens" => $" AND 1 = 0",
            "password_tokens" => $" AND access_key_id IS NULL",
            _ => Sql.Empty,
        };
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE user_id = {userId}{ended}");

        // Made with the password, too, as somebody who trusts them (TokenStore.DeleteOfUserAsync).
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE trust_id IN (SELECT id FROM iam_trusts WHERE trustee_user_id = {userId}){ended}");
    }

    /// <summary>Ends a change that has committed, or does nothing after one that has not: the password that a file still shows is none any more.</summary>
    public Outcome<T> Finish<T>(Outcome<T> outcome, string userId)
    {
        if (outcome.Error is null)
        {
            firstPassword.Forget(userId);
        }

        return outcome;
    }

    private static async ValueTask<List<string>> FormerAsync(IDatabaseSession session, string userId, int count)
    {
        var former = await session.QueryAsync($"""
            SELECT password_hash FROM iam_former_passwords WHERE user_id = {userId} ORDER BY replaced_at DESC LIMIT {count - 1}
            """, static row => row.GetString(0));
        former.AddRange(await session.QueryAsync(
            $"SELECT password_hash FROM iam_users WHERE id = {userId} AND password_hash IS NOT NULL", static row => row.GetString(0)));
        return former;
    }
}

/// <summary>A new password, judged and ready to be stored.</summary>
/// <param name="Hash">Its stored form.</param>
/// <param name="Settings">What the organisation decides about it.</param>
internal sealed record NewPassword(string Hash, OrganisationSettingsBody Settings)
{
    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(NewPassword);
}

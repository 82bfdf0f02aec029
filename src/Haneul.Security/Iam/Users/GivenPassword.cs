using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Users;

/// <summary>A password that an administrator or manager gives a user, by the one way of new passwords (<see cref="PasswordChange"/>).</summary>
internal static class GivenPassword
{
    /// <summary>Judges the password and does the slow work, for a caller who is admitted; null if there is none.</summary>
    /// <param name="change">The way of new passwords.</param>
    /// <param name="user">The user as they will be; they need not exist yet.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async ValueTask<Outcome<NewPassword?>> PrepareAsync(PasswordChange change, User user, string? password, CancellationToken cancellation)
    {
        if (password is null)
        {
            return (NewPassword?)null;
        }

        // As nobody's: in Keystone former passwords bind users themselves, not who resets theirs.
        var prepared = await change.PrepareAsync("user.password", password, user.OrganisationId, userId: null, user.Name, cancellation);
        return prepared.Error is { } error ? error : prepared.Value;
    }

    /// <summary>Puts the password in place of the one that the user has; null takes that off. Ends tokens.</summary>
    public static async ValueTask StoreAsync(ITransaction transaction, User user, NewPassword? password, DateTimeOffset now)
    {
        if (password is not null)
        {
            // With the option the password counts as if the user had chosen it: it need not be changed at the first sign-in.
            await PasswordChange.StoreAsync(transaction, user.Id, password, now, isOwn: user.Options.IgnoreChangePasswordUponFirstUse == true);
            return;
        }

        await transaction.ExecuteAsync($"""
            UPDATE iam_users SET password_hash = NULL, password_changed_at = {UnixTime.ToMicroseconds(now)}, password_expires_at = NULL WHERE id = {user.Id}
            """);
        await TokenStore.DeleteOfUserAsync(transaction, user.Id);
    }
}

using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Users;

/// <summary>The one way by which an administrator gives a user a password, so that what is asked of passwords and what follows from them holds for every one.</summary>
internal sealed class NewPasswords(PasswordHashing hashing)
{
    /// <summary>Does the slow work, which has no place in a transaction; 400 for one that must not be, 429 if too many passwords are being worked on. The caller must be admitted before.</summary>
    /// <param name="user">The user as they will be; they need not exist yet.</param>
    /// <param name="password">The password; null for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The stored form; null for none.</returns>
    public async ValueTask<Outcome<string?>> PrepareAsync(User user, string? password, CancellationToken cancellation)
    {
        if (password is null)
        {
            return (string?)null;
        }

        if (NameKey.Of(password) == NameKey.Of(user.Name))
        {
            // The first that anyone tries.
            return CommonErrors.InvalidRequest.With("user.password: must not be the name of the user");
        }

        var hashed = await hashing.HashAsync(password, cancellation);
        return hashed.Error is { } busy ? busy : hashed.Value;
    }

    /// <summary>Puts the password of a user who is there in place of their old one, or takes it off, and ends their tokens.</summary>
    public static async ValueTask ReplaceAsync(ITransaction transaction, string userId, string? stored, DateTimeOffset now)
    {
        await transaction.ExecuteAsync($"""
            UPDATE iam_users SET password_hash = {stored}, password_changed_at = {UnixTime.ToMicroseconds(now)}, password_expires_at = NULL WHERE id = {userId}
            """);
        await TokenStore.DeleteOfUserAsync(transaction, userId);
    }
}

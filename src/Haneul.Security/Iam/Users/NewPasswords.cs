using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Security.Iam.Users;

/// <summary>The one way by which a password comes to a user, so that what is asked of passwords is asked of every one.</summary>
internal sealed class NewPasswords(PasswordHashing hashing)
{
    /// <summary>Does the slow work, which has no place in a transaction; 429 if too many passwords are being worked on. The caller must be admitted before.</summary>
    /// <param name="password">The password; null for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The stored form; null for none.</returns>
    public async ValueTask<Outcome<string?>> PrepareAsync(string? password, CancellationToken cancellation)
    {
        if (password is null)
        {
            return (string?)null;
        }

        var hashed = await hashing.HashAsync(password, cancellation);
        return hashed.Error is { } busy ? busy : hashed.Value;
    }

    /// <summary>Puts the password of a user in place of their old one; null takes it off. Whoever calls ends their tokens.</summary>
    public static async ValueTask ReplaceAsync(ITransaction transaction, string userId, string? stored, DateTimeOffset now) => await transaction.ExecuteAsync($"""
        UPDATE iam_users SET password_hash = {stored}, password_changed_at = {UnixTime.ToMicroseconds(now)}, password_expires_at = NULL WHERE id = {userId}
        """);
}

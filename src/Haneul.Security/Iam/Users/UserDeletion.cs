using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Users;

/// <summary>Takes users out of the database with all that is theirs alone. To give users something new: a line here.</summary>
internal static class UserDeletion
{
    /// <summary>Deletes the users of whom a condition on <c>iam_users</c> holds, such as <c>id = …</c> or <c>organisation_id = …</c>.</summary>
    public static async ValueTask ExecuteAsync(ITransaction transaction, Sql condition)
    {
        Sql users = $"SELECT id FROM iam_users WHERE {condition}";

        // Their rows are written first: a token that is just being made is then either waited for and found, or not made (Proof), where it would keep its user from going.
        await transaction.ExecuteAsync($"UPDATE iam_users SET enabled = enabled WHERE {condition}");
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE user_id IN ({users})");
        await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE user_id IN ({users})");
        await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE actor_type = 'user' AND actor_id IN ({users})");
        await transaction.ExecuteAsync($"DELETE FROM iam_group_members WHERE user_id IN ({users})");
        await transaction.ExecuteAsync($"DELETE FROM iam_users WHERE {condition}");
    }
}

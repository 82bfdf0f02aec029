using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Projects;

/// <summary>Takes projects out with everything of IAM that hangs on them, the tokens for them included.</summary>
internal static class ProjectRemoval
{
    /// <summary>Removes projects.</summary>
    /// <param name="transaction">The change.</param>
    /// <param name="ids">What stands in parentheses after <c>IN</c>: their ids, or a select of them.</param>
    public static async ValueTask RemoveAsync(ITransaction transaction, Sql ids)
    {
        // The rows of service accounts go with their users.
        await UserDeletion.ExecuteAsync(transaction, $"id IN (SELECT user_id FROM iam_service_accounts WHERE project_id IN ({ids}))");
        // Dead without the project as it is; but a call that waits for this one to commit must not go on with one (MeaningfulChanges).
        await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE project_id IN ({ids})");
        await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE project_id IN ({ids})");
        await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE target_type = 'project' AND target_id IN ({ids})");
        await transaction.ExecuteAsync($"DELETE FROM iam_limits WHERE project_id IN ({ids})");
        await transaction.ExecuteAsync($"UPDATE iam_users SET default_project_id = NULL WHERE default_project_id IN ({ids})");
        await transaction.ExecuteAsync($"DELETE FROM iam_projects WHERE id IN ({ids})");
    }
}

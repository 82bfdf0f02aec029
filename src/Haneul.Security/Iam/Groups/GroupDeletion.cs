using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Groups;

/// <summary>Takes groups out of the database with what they are given and who is in them.</summary>
internal static class GroupDeletion
{
    /// <summary>Deletes the groups of which a condition on <c>iam_groups</c> holds, such as <c>id = …</c> or <c>organisation_id = …</c>.</summary>
    public static async ValueTask ExecuteAsync(ITransaction transaction, Sql condition)
    {
        Sql groups = $"SELECT id FROM iam_groups WHERE {condition}";
        await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE actor_type = 'group' AND actor_id IN ({groups})");
        await transaction.ExecuteAsync($"DELETE FROM iam_group_members WHERE group_id IN ({groups})");
        await transaction.ExecuteAsync($"DELETE FROM iam_groups WHERE {condition}");
    }
}

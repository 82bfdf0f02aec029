using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Groups;

/// <summary>Takes a user out of a group; they lose on the next call what they had through it alone.</summary>
internal static class RemoveUserFromGroup
{
    public static readonly Operation Operation = new(
        "iam", "RemoveUserFromGroup",
        GroupPolicies.RemoveUserFromGroup.Permission,
        TrailRule.Organisation("Group Member Remove", "User"),
        IamErrors.DelegatedChange, GroupErrors.GroupNotFound, IamErrors.UserNotFound, GroupErrors.NotMember, IamErrors.LastAdministrator, UserErrors.AdministratorsOnly);

    public static async Task<Outcome<NoContent>> HandleAsync(string group_id, string user_id, Call call, MeaningfulChanges changes) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var found = await TargetGroup.FindAsync(call, transaction, group_id, user_id, GroupPolicies.RemoveUserFromGroup);
            if ((found.Error ?? await Administrators.RefuseGroupAsync(call, transaction, group_id)) is { } refused)
            {
                return refused;
            }

            if (await transaction.ExecuteAsync($"DELETE FROM iam_group_members WHERE group_id = {group_id} AND user_id = {user_id}") == 0)
            {
                return GroupErrors.NotMember.With(found.Value.Group.Name);
            }

            return await Administrators.RefuseNoneAsync(transaction) is { } last ? last : Outcome.NoContent();
        });
}

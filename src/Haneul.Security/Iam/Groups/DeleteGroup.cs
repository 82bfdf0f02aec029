using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Groups;

/// <summary>Deletes a group. Its members lose on the next call what they had through it.</summary>
internal static class DeleteGroup
{
    public static readonly Operation Operation = new(
        "iam", "DeleteGroup",
        GroupPolicies.DeleteGroup.Permission,
        TrailRule.Organisation("Group Delete", "Group"),
        IamErrors.DelegatedChange, GroupErrors.GroupNotFound, IamErrors.LastAdministrator, UserErrors.AdministratorsOnly);

    public static async Task<Outcome<NoContent>> HandleAsync(string group_id, Call call, MeaningfulChanges changes) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var group = await TargetGroup.FindAsync(call, transaction, group_id, GroupPolicies.DeleteGroup);
            if ((group.Error ?? await Administrators.RefuseGroupAsync(call, transaction, group_id)) is { } refused)
            {
                return refused;
            }

            await GroupDeletion.ExecuteAsync(transaction, $"id = {group_id}");
            return await Administrators.RefuseNoneAsync(transaction) is { } last ? last : Outcome.NoContent();
        });
}

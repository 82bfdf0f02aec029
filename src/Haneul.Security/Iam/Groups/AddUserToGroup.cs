using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Groups;

/// <summary>Puts a user into a group; they hold on the next call what the group holds. Doing it again changes nothing.</summary>
internal static class AddUserToGroup
{
    public static readonly Operation Operation = new(
        "iam", "AddUserToGroup",
        GroupPolicies.AddUserToGroup.Permission,
        TrailRule.Organisation("Group Member Add", "User"),
        IamErrors.DelegatedChange, GroupErrors.GroupNotFound, IamErrors.UserNotFound, GroupErrors.ServiceAccountInGroup, UserErrors.AdministratorsOnly);

    public static async Task<Outcome<NoContent>> HandleAsync(string group_id, string user_id, Call call, MeaningfulChanges changes) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var found = await TargetGroup.FindAsync(call, transaction, group_id, user_id, GroupPolicies.AddUserToGroup);
            if ((found.Error ?? await Administrators.RefuseGroupAsync(call, transaction, group_id)) is { } refused)
            {
                return refused;
            }

            if (found.Value.User.Kind != User.Person)
            {
                return GroupErrors.ServiceAccountInGroup;
            }

            await transaction.ExecuteAsync($"""
                INSERT INTO iam_group_members (group_id, user_id, created_at) VALUES ({group_id}, {user_id}, {UnixTime.ToMicroseconds(call.Now)}) ON CONFLICT DO NOTHING
                """);
            return Outcome.NoContent();
        });
}

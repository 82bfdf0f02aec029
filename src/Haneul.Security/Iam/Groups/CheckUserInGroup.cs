using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Groups;

/// <summary>Tells whether a user is in a group.</summary>
internal static class CheckUserInGroup
{
    public static readonly Operation Operation = new(
        "iam", "CheckUserInGroup",
        GroupPolicies.CheckUserInGroup.Permission,
        TrailRule.Organisation("Check User In Group", "User"),
        GroupErrors.GroupNotFound, IamErrors.UserNotFound, GroupErrors.NotMember);

    public static async Task<Outcome<NoContent>> HandleAsync(string group_id, string user_id, Call call, IDatabase database) =>
        await database.ReadAsync<Outcome<NoContent>>(async session =>
        {
            var found = await TargetGroup.FindAsync(call, session, group_id, user_id, GroupPolicies.CheckUserInGroup);
            return found.Error is { } error ? error
                : await found.Value.ExistsAsync(session) ? Outcome.NoContent() : GroupErrors.NotMember.With(found.Value.Group.Name);
        }, call.Context.RequestAborted);
}

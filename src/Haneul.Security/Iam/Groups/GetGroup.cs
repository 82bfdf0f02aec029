using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Groups;

/// <summary>Shows a group.</summary>
internal static class GetGroup
{
    public static readonly Operation Operation = new(
        "iam", "GetGroup",
        GroupPolicies.GetGroup.Permission,
        TrailRule.Organisation("Get Group", "Group"),
        GroupErrors.GroupNotFound);

    public static async Task<Outcome<GroupResponse>> HandleAsync(string group_id, Call call, IDatabase database)
    {
        var group = await database.ReadAsync(session => TargetGroup.FindAsync(call, session, group_id, GroupPolicies.GetGroup), call.Context.RequestAborted);
        return group.Error is { } error ? error : new GroupResponse(group.Value.ToBody(call));
    }
}

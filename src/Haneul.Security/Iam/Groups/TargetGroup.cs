using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Groups;

/// <summary>The group that a path names, alone or with a user.</summary>
internal static class TargetGroup
{
    /// <summary>The group, for a caller whom the policy admits to it. One that is not there belongs to nobody: 403 for all but those who may see everything.</summary>
    public static async ValueTask<Outcome<Group>> FindAsync(Call call, IDatabaseSession session, string id, Policy policy)
    {
        call.Trail.ResourceId = id;
        var group = await Group.FindAsync(session, id);
        if (group is not null)
        {
            call.Trail.ResourceName = group.Name;
            call.Trail.DomainId = group.OrganisationId;
        }

        if (policy.Refuse(call, group is null ? default : new PolicyTarget(DomainId: group.OrganisationId)) is { } refused)
        {
            return refused;
        }

        return group is null ? GroupErrors.NotFound(id) : group;
    }

    /// <summary>Group and user, for a caller whom the policy admits to both: whoever manages one organisation neither sees nor changes who of another is in its groups.</summary>
    public static async ValueTask<Outcome<Membership>> FindAsync(Call call, IDatabaseSession session, string groupId, string userId, Policy policy)
    {
        call.Trail.ResourceId = userId;
        var group = await Group.FindAsync(session, groupId);
        var user = await User.FindAsync(session, userId);
        if (user is not null)
        {
            call.Trail.ResourceName = user.Name;
            call.Trail.DomainId = user.OrganisationId;
        }

        if (group is not null)
        {
            call.Trail.AddFact("group", group.Name);
        }

        var organisation = group?.OrganisationId == user?.OrganisationId ? group?.OrganisationId : null;
        if (policy.Refuse(call, new PolicyTarget(DomainId: organisation)) is { } refused)
        {
            return refused;
        }

        return group is null ? GroupErrors.NotFound(groupId) : user is null ? UserErrors.NotFound(userId) : new Membership(group, user);
    }
}

/// <summary>A group and a user who is or is not in it.</summary>
internal sealed record Membership(Group Group, User User)
{
    /// <summary>Whether the user is in the group.</summary>
    public async ValueTask<bool> ExistsAsync(IDatabaseSession session) => await session.QueryFirstOrDefaultAsync(
        $"SELECT 1 FROM iam_group_members WHERE group_id = {Group.Id} AND user_id = {User.Id}", static row => true);
}

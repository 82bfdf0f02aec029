using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Users;

/// <summary>The user that a path names.</summary>
internal static class TargetUser
{
    /// <summary>
    /// The user, for a caller whom the policy admits to them. A user who is not there belongs to nobody: 403 for all but those who may see everything. So does a service
    /// account, which has routes of its own, except to itself.
    /// </summary>
    public static async ValueTask<Outcome<User>> FindAsync(Call call, IDatabaseSession session, string id, Policy policy)
    {
        call.Trail.ResourceId = id;
        var user = await FindVisibleAsync(call, session, id);
        if (user is not null)
        {
            call.Trail.ResourceName = user.Name;
            call.Trail.DomainId = user.OrganisationId;
        }

        if (policy.Refuse(call, user is null ? default : new PolicyTarget(DomainId: user.OrganisationId, UserId: user.Id)) is { } refused)
        {
            return refused;
        }

        return user is null ? UserErrors.NotFound(id) : user;
    }

    private static async ValueTask<User?> FindVisibleAsync(Call call, IDatabaseSession session, string id)
    {
        var user = await User.FindAsync(session, id);
        return user is { Kind: User.Person } || call.Caller.Is(id) ? user : null;
    }
}

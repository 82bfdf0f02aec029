using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Roles;

/// <summary>Says whether a role implies another: HEAD, which Keystone answers with another status than the GET of the path.</summary>
internal static class CheckImpliedRole
{
    public static readonly Operation Operation = new(
        "iam", "CheckImpliedRole",
        RolePolicies.CheckImpliedRole.Permission,
        TrailRule.Organisation("Check Implied Role", "Role"),
        IamErrors.RoleNotFound, RoleErrors.ImplicationNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string prior_role_id, string implied_role_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = prior_role_id;
        if (RolePolicies.CheckImpliedRole.Refuse(call) is { } refused)
        {
            return refused;
        }

        var found = await database.ReadAsync(session => Inference.FindExistingAsync(call, session, prior_role_id, implied_role_id), call.Context.RequestAborted);
        return found.Error is { } error ? error : Outcome.NoContent();
    }
}

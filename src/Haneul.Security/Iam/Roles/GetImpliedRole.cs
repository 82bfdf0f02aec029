using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Shows that a role implies another.</summary>
internal static class GetImpliedRole
{
    public static readonly Operation Operation = new(
        "iam", "GetImpliedRole",
        RolePolicies.GetImpliedRole.Permission,
        TrailRule.Organisation("Get Implied Role", "Role"),
        IamErrors.RoleNotFound, RoleErrors.ImplicationNotFound);

    public static async Task<Outcome<ImpliedRoleResponse>> HandleAsync(string prior_role_id, string implied_role_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = prior_role_id;
        if (RolePolicies.GetImpliedRole.Refuse(call) is { } refused)
        {
            return refused;
        }

        var found = await database.ReadAsync(session => Inference.FindExistingAsync(call, session, prior_role_id, implied_role_id), call.Context.RequestAborted);
        return found.Error is { } error ? error : found.Value.ToResponse(call);
    }
}

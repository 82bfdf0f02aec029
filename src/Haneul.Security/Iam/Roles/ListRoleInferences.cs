using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Lists every role that implies others, with what it implies itself.</summary>
internal static class ListRoleInferences
{
    public static readonly Operation Operation = new(
        "iam", "ListRoleInferences",
        RolePolicies.ListRoleInferences.Permission,
        TrailRule.Organisation("List Role Inferences", "Role"));

    public static async Task<Outcome<RoleInferencesResponse>> HandleAsync(Call call, IDatabase database, RoleDirectory directory)
    {
        if (RolePolicies.ListRoleInferences.Refuse(call) is { } refused)
        {
            return refused;
        }

        var roles = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        return new RoleInferencesResponse([.. roles.All.Where(role => roles.ImpliedBy(role.Id).Any()).Select(role => ListImpliedRoles.ToBody(call, roles, role))]);
    }
}

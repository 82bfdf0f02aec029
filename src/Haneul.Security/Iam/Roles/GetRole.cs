using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Shows a role.</summary>
internal static class GetRole
{
    public static readonly Operation Operation = new(
        "iam", "GetRole",
        Permission.Granted("iam:role:read"),
        TrailRule.Organisation("Get Role", "Role"),
        IamErrors.RoleNotFound);

    public static async Task<Outcome<RoleResponse>> HandleAsync(string role_id, Call call, IDatabase database, RoleDirectory directory)
    {
        call.Trail.ResourceId = role_id;
        var roles = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        if (roles.FindById(role_id) is not { } role)
        {
            return IamErrors.RoleNotFound.With(role_id);
        }

        call.Trail.ResourceName = role.Name;
        return new RoleResponse(ListRoles.ToBody(call, role));
    }
}

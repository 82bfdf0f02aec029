using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Shows a role.</summary>
internal static class GetRole
{
    public static readonly Operation Operation = new(
        "iam", "GetRole",
        RolePolicies.GetRole.Permission,
        TrailRule.Organisation("Get Role", "Role"),
        IamErrors.RoleNotFound);

    public static async Task<Outcome<RoleResponse>> HandleAsync(string role_id, Call call, IDatabase database, RoleDirectory directory)
    {
        call.Trail.ResourceId = role_id;
        var roles = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        var role = roles.FindById(role_id);
        var refused = role is { OrganisationId: { } organisation }
            ? RolePolicies.GetDomainRole.Refuse(call, new PolicyTarget(DomainId: organisation))
            : RolePolicies.OfSeeing(role).Refuse(call, RolePolicies.OwnPlace(call));
        if (refused is not null)
        {
            return refused;
        }

        if (role is null)
        {
            return IamErrors.RoleNotFound.With(role_id);
        }

        call.Trail.ResourceName = role.Name;
        call.Trail.DomainId = role.OrganisationId;
        return new RoleResponse(role.ToBody(call));
    }
}

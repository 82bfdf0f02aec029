using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>
/// Makes a role: a global one, or one of an organisation, which stands there for the roles that it implies. It holds no permission of its own, whatever it is called
/// (<see cref="RoleTable.PermissionsOf"/>): it is given what it implies.
/// </summary>
internal static class CreateRole
{
    public static readonly Operation Operation = new(
        "iam", "CreateRole",
        RolePolicies.CreateRole.Permission,
        TrailRule.Organisation("Create Role", "Role"),
        IamErrors.DelegatedChange, RoleErrors.NameTaken);

    public static async Task<Outcome<RoleResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (RolePolicies.CreateRole.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(RoleFields.ReadNew, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var role = new Role(ids.NewHexId(), wanted.Name!, wanted.Description, wanted.DomainId, IsBuiltIn: false, wanted.Options ?? ResourceOptions.None, wanted.Extra);
        call.Trail.ResourceName = role.Name;
        call.Trail.DomainId = role.OrganisationId;
        return await changes.WriteAsync<RoleResponse>(call, async transaction =>
        {
            if (role.OrganisationId is not null && !await Organisation.ExistsAsync(transaction, role.OrganisationId))
            {
                return CommonErrors.InvalidRequest.With("role.domain_id: is no known organisation");
            }

            if (!await Role.InsertAsync(transaction, role, UnixTime.ToMicroseconds(call.Now)))
            {
                return RoleErrors.NameTaken;
            }

            call.Trail.ResourceId = role.Id;
            return Outcome.Created(new RoleResponse(role.ToBody(call)));
        });
    }
}

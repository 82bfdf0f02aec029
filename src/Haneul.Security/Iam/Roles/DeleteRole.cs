using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Roles;

/// <summary>
/// Deletes a role with everything that names it: who holds it, what it implies and what implies it, and, as in Keystone, the access keys that carry it. Tokens lose it
/// at once, because the roles of a token are looked up.
/// </summary>
internal static class DeleteRole
{
    public static readonly Operation Operation = new(
        "iam", "DeleteRole",
        RolePolicies.DeleteRole.Permission,
        TrailRule.Organisation("Delete Role", "Role"),
        IamErrors.DelegatedChange, IamErrors.RoleNotFound, RoleErrors.Immutable, RoleErrors.BuiltIn);

    public static async Task<Outcome<NoContent>> HandleAsync(string role_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = role_id;
        if (RolePolicies.DeleteRole.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await Role.FindAsync(transaction, role_id) is not { } role)
            {
                return IamErrors.RoleNotFound.With(role_id);
            }

            call.Trail.ResourceName = role.Name;
            call.Trail.DomainId = role.OrganisationId;
            if (role.IsBuiltIn || role.Options.IsImmutable == true)
            {
                return (role.IsBuiltIn ? RoleErrors.BuiltIn : RoleErrors.Immutable).With(role.Name);
            }

            await Role.DeleteAsync(transaction, role.Id);
            return Outcome.NoContent();
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Changes a role. A built-in one never changes: what it is called decides what it may do.</summary>
internal static class UpdateRole
{
    public static readonly Operation Operation = new(
        "iam", "UpdateRole",
        RolePolicies.UpdateRole.Permission,
        TrailRule.Organisation("Update Role", "Role"),
        IamErrors.DelegatedChange, IamErrors.RoleNotFound, RoleErrors.NameTaken, RoleErrors.Immutable, RoleErrors.BuiltIn);

    public static async Task<Outcome<RoleResponse>> HandleAsync(string role_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = role_id;
        if (RolePolicies.UpdateRole.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(fields => RoleFields.ReadChange(fields, role_id), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<RoleResponse>(call, transaction => ChangeAsync(transaction, call, role_id, wanted));
    }

    private static async ValueTask<Outcome<RoleResponse>> ChangeAsync(ITransaction transaction, Call call, string id, RoleFields wanted)
    {
        if (await Role.FindAsync(transaction, id) is not { } old)
        {
            return IamErrors.RoleNotFound.With(id);
        }

        call.Trail.ResourceName = old.Name;
        call.Trail.DomainId = old.OrganisationId;
        if (old.IsBuiltIn)
        {
            return RoleErrors.BuiltIn.With(old.Name);
        }

        if (old.Options.IsImmutable == true && !wanted.OnlyUnlocks)
        {
            return RoleErrors.Immutable.With(old.Name);
        }

        if (wanted.HasDomainId && wanted.DomainId != old.OrganisationId)
        {
            return CommonErrors.InvalidRequest.With("role.domain_id: can't be changed");
        }

        var role = old with
        {
            Name = wanted.Name ?? old.Name,
            Description = wanted.HasDescription ? wanted.Description : old.Description,
            Options = wanted.Options ?? old.Options,
            Extra = ExtraAttributes.Merge(old.Extra, wanted.Extra),
        };
        call.Trail.ResourceName = role.Name;
        return await Role.UpdateAsync(transaction, role) ? new RoleResponse(role.ToBody(call)) : RoleErrors.NameTaken;
    }
}

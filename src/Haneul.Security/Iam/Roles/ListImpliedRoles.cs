using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Lists what a role implies itself.</summary>
internal static class ListImpliedRoles
{
    public static readonly Operation Operation = new(
        "iam", "ListImpliedRoles",
        RolePolicies.ListImpliedRoles.Permission,
        TrailRule.Organisation("List Implied Roles", "Role"),
        IamErrors.RoleNotFound);

    public static async Task<Outcome<ImpliedRolesResponse>> HandleAsync(string prior_role_id, Call call, IDatabase database, RoleDirectory directory)
    {
        call.Trail.ResourceId = prior_role_id;
        if (RolePolicies.ListImpliedRoles.Refuse(call) is { } refused)
        {
            return refused;
        }

        var roles = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        if (roles.FindById(prior_role_id) is not { } prior)
        {
            return IamErrors.RoleNotFound.With(prior_role_id);
        }

        call.Trail.ResourceName = prior.Name;
        call.Trail.DomainId = prior.OrganisationId;
        return new ImpliedRolesResponse(ToBody(call, roles, prior), new SelfLink($"{IamLinks.To(call, "roles", prior.Id).Self}/implies"));
    }

    /// <summary>What a role implies, on the wire.</summary>
    public static ImpliedRoles ToBody(Call call, RoleSet roles, Role prior) =>
        new(Inference.ToBody(call, prior), [.. roles.ImpliedBy(prior.Id).OrderBy(static role => role.Name, StringComparer.Ordinal).Select(role => Inference.ToBody(call, role))]);
}

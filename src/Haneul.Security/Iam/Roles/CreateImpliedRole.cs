using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>
/// Lets a role imply another: who holds the one holds the other too. Circles are allowed, as in Keystone, and harmless (<see cref="RoleSet.Closure"/>). The administrator's
/// role is implied by none: who makes members of projects must not make administrators without a word.
/// </summary>
internal static class CreateImpliedRole
{
    public static readonly Operation Operation = new(
        "iam", "CreateImpliedRole",
        RolePolicies.CreateImpliedRole.Permission,
        TrailRule.Organisation("Create Implied Role", "Role"),
        IamErrors.DelegatedChange, IamErrors.RoleNotFound, RoleErrors.ImplicationForbidden, RoleErrors.ImplicationOfOrganisationRole, RoleErrors.ImplicationExists);

    public static async Task<Outcome<ImpliedRoleResponse>> HandleAsync(string prior_role_id, string implied_role_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = prior_role_id;
        if (RolePolicies.CreateImpliedRole.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<ImpliedRoleResponse>(call, async transaction =>
        {
            var found = await Inference.FindAsync(call, transaction, prior_role_id, implied_role_id);
            if (found.Error is { } error)
            {
                return error;
            }

            var (prior, implied) = found.Value;
            if (implied is { IsBuiltIn: true, Name: RoleTable.Admin })
            {
                return RoleErrors.ImplicationForbidden.With(implied.Name);
            }

            if (implied.OrganisationId is not null && implied.OrganisationId != prior.OrganisationId)
            {
                return RoleErrors.ImplicationOfOrganisationRole.With(implied.Name);
            }

            var made = await transaction.ExecuteAsync($"""
                INSERT INTO iam_role_implications (prior_id, implied_id) VALUES ({prior.Id}, {implied.Id}) ON CONFLICT DO NOTHING
                """);
            return made == 0 ? RoleErrors.ImplicationExists.With(prior.Name, implied.Name) : Outcome.Created(found.Value.ToResponse(call));
        });
    }
}

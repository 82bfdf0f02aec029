using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Roles;

/// <summary>
/// Ends that a role implies another. What the role table says of its own roles stays: it would be back at the next start (<see cref="BuiltInRoles"/>), to the surprise of
/// whoever took it away.
/// </summary>
internal static class DeleteImpliedRole
{
    public static readonly Operation Operation = new(
        "iam", "DeleteImpliedRole",
        RolePolicies.DeleteImpliedRole.Permission,
        TrailRule.Organisation("Delete Implied Role", "Role"),
        IamErrors.DelegatedChange, IamErrors.RoleNotFound, RoleErrors.ImplicationNotFound, RoleErrors.BuiltIn);

    public static async Task<Outcome<NoContent>> HandleAsync(string prior_role_id, string implied_role_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = prior_role_id;
        if (RolePolicies.DeleteImpliedRole.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var found = await Inference.FindExistingAsync(call, transaction, prior_role_id, implied_role_id);
            if (found.Error is { } error)
            {
                return error;
            }

            var (prior, implied) = found.Value;
            if (prior.IsBuiltIn && implied.IsBuiltIn && RoleTable.Find(prior.Name)!.Implies.Contains(implied.Name, StringComparer.Ordinal))
            {
                return RoleErrors.BuiltIn.With(prior.Name);
            }

            await transaction.ExecuteAsync($"DELETE FROM iam_role_implications WHERE prior_id = {prior.Id} AND implied_id = {implied.Id}");
            return Outcome.NoContent();
        });
    }
}

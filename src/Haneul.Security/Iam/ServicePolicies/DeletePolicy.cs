using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Deletes a stored policy and its associations.</summary>
internal static class DeletePolicy
{
    public static readonly Operation Operation = new(
        "iam", "DeletePolicy",
        ServicePolicyPolicies.DeletePolicy.Permission,
        TrailRule.Organisation("Delete Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string policy_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = policy_id;
        if (ServicePolicyPolicies.DeletePolicy.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            await transaction.ExecuteAsync($"DELETE FROM iam_policy_associations WHERE policy_id = {policy_id}");
            var deleted = await transaction.ExecuteAsync($"DELETE FROM iam_policies WHERE id = {policy_id}");
            return deleted > 0 ? Outcome.NoContent() : ServicePolicyErrors.PolicyNotFound.With(policy_id);
        });
    }
}

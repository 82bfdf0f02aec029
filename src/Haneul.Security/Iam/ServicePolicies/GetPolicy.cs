using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Shows a stored policy.</summary>
internal static class GetPolicy
{
    public static readonly Operation Operation = new(
        "iam", "GetPolicy",
        ServicePolicyPolicies.GetPolicy.Permission,
        TrailRule.Organisation("Get Policy", "Policy"),
        ServicePolicyErrors.PolicyNotFound);

    public static async Task<Outcome<PolicyResponse>> HandleAsync(string policy_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = policy_id;
        if (ServicePolicyPolicies.GetPolicy.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync(session => ServicePolicy.FindAsync(session, policy_id), call.Context.RequestAborted) is { } policy
            ? new PolicyResponse(policy.ToBody(call))
            : ServicePolicyErrors.PolicyNotFound.With(policy_id);
    }
}

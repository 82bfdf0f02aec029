using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Changes a stored policy.</summary>
internal static class UpdatePolicy
{
    public static readonly Operation Operation = new(
        "iam", "UpdatePolicy",
        ServicePolicyPolicies.UpdatePolicy.Permission,
        TrailRule.Organisation("Update Policy", "Policy"),
        IamErrors.DelegatedChange, ServicePolicyErrors.PolicyNotFound);

    public static async Task<Outcome<PolicyResponse>> HandleAsync(string policy_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = policy_id;
        if (ServicePolicyPolicies.UpdatePolicy.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(fields => PolicyFields.Read(fields, policy_id), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<PolicyResponse>(call, async transaction =>
        {
            if (await ServicePolicy.FindAsync(transaction, policy_id) is not { } old)
            {
                return ServicePolicyErrors.PolicyNotFound.With(policy_id);
            }

            var policy = old with { Type = wanted.Type ?? old.Type, Blob = wanted.Blob ?? old.Blob, Extra = ExtraAttributes.Merge(old.Extra, wanted.Extra) };
            await transaction.ExecuteAsync($"UPDATE iam_policies SET type = {policy.Type}, blob = {policy.Blob}, extra = {policy.Extra} WHERE id = {policy_id}");
            return new PolicyResponse(policy.ToBody(call));
        });
    }
}

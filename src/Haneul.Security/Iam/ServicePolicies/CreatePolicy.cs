using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Adds a stored policy.</summary>
internal static class CreatePolicy
{
    public static readonly Operation Operation = new(
        "iam", "CreatePolicy",
        ServicePolicyPolicies.CreatePolicy.Permission,
        TrailRule.Organisation("Create Policy", "Policy"),
        IamErrors.DelegatedChange);

    public static async Task<Outcome<PolicyResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (ServicePolicyPolicies.CreatePolicy.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => PolicyFields.Read(fields, id: null), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var policy = new ServicePolicy(ids.NewHexId(), wanted.Type!, wanted.Blob!, wanted.Extra);
        call.Trail.ResourceId = policy.Id;
        return await changes.WriteAsync<PolicyResponse>(call, async transaction =>
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_policies (id, type, blob, extra, created_at)
                VALUES ({policy.Id}, {policy.Type}, {policy.Blob}, {policy.Extra}, {UnixTime.ToMicroseconds(call.Now)})
                """);
            return Outcome.Created(new PolicyResponse(policy.ToBody(call)));
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Lists stored policies.</summary>
internal static class ListPolicies
{
    public static readonly Operation Operation = new(
        "iam", "ListPolicies",
        ServicePolicyPolicies.ListPolicies.Permission,
        TrailRule.Organisation("List Policies", "Policy"));

    public static async Task<Outcome<PoliciesResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        Sql byType = query.Text("type") is { } type ? $" WHERE type = {type}" : Sql.Empty;
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (ServicePolicyPolicies.ListPolicies.Refuse(call) is { } refused)
        {
            return refused;
        }

        var policies = await database.ReadAsync(
            session => session.QueryAsync($"SELECT {ServicePolicy.Columns} FROM iam_policies{byType} ORDER BY id", ServicePolicy.Read), call.Context.RequestAborted);
        return new PoliciesResponse([.. policies.Select(policy => policy.ToBody(call))], IamLinks.ToList(call, "policies"));
    }
}

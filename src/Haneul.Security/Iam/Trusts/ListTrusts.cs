using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Lists trusts, without their roles; by trustor or trustee also for that user themselves.</summary>
internal static class ListTrusts
{
    public static readonly Operation Operation = new(
        "iam", "ListTrusts",
        TrustPolicies.List.Permission,
        TrailRule.Organisation("List Trusts", "Trust"),
        TrustErrors.DelegatedToken);

    public static async Task<Outcome<TrustsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        if (TrustRules.RefuseDelegated(call) is { } delegated)
        {
            return delegated;
        }

        var trustor = query.Text("trustor_user_id");
        var trustee = query.Text("trustee_user_id");
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var owner = trustee is not null && call.Caller.Is(trustee) ? trustee : trustor;
        if (TrustPolicies.List.Refuse(call, new PolicyTarget(UserId: owner)) is { } refused)
        {
            return refused;
        }

        var now = UnixTime.ToMicroseconds(call.Now);
        Sql byTrustor = trustor is null ? Sql.Empty : $" AND t.trustor_user_id = {trustor}", byTrustee = trustee is null ? Sql.Empty : $" AND t.trustee_user_id = {trustee}";
        var trusts = await database.ReadAsync(session => session.QueryAsync($"""
            SELECT {Trust.Columns} FROM iam_trusts t
            WHERE t.id > {page.After} AND (t.expires_at IS NULL OR t.expires_at > {now}) AND (t.remaining_uses IS NULL OR t.remaining_uses > 0){byTrustor}{byTrustee}
            ORDER BY t.id LIMIT {page.Take}
            """, Trust.Read), call.Context.RequestAborted);
        var links = page.Cut(call, TrustRoutes.Collection, trusts, static trust => trust.Id);
        return new TrustsResponse([.. trusts.Select(trust => trust.ToBody(call, roles: null))], links);
    }
}

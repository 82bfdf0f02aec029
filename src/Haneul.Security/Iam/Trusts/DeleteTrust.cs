using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Deletes a trust with every trust that was made of it. Their tokens die at once.</summary>
internal static class DeleteTrust
{
    public static readonly Operation Operation = new(
        "iam", "DeleteTrust",
        TrustPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Trust", "Trust"),
        TrustErrors.DelegatedToken, TrustErrors.OtherTrust, TrustErrors.TrustNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string trust_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = trust_id;
        if (TrustRules.RefuseDelegated(call) is { } delegated)
        {
            return delegated;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await Trust.FindAsync(transaction, trust_id, call.Now) is not { } trust)
            {
                return TrustErrors.TrustNotFound.With(ShownText.Cut(trust_id));
            }

            call.Trail.DomainId = trust.OrganisationId;
            if (TrustPolicies.Delete.Refuse(call, new PolicyTarget(UserId: trust.TrustorUserId)) is { } refused)
            {
                return refused;
            }

            // Who impersonates the trustor may give back what they were given, as Heat does, and take nothing from others.
            if (TrustRules.TrustIdOf(call.Caller) is { } own && !await HangsOnAsync(transaction, trust, own))
            {
                return TrustErrors.OtherTrust;
            }

            // The rows of trusts made of it go with it. Its tokens are dead because it is looked up with them; theirs go when they expire.
            await transaction.ExecuteAsync($"DELETE FROM iam_trusts WHERE id = {trust_id}");
            return Outcome.NoContent();
        });
    }

    private static async ValueTask<bool> HangsOnAsync(IDatabaseSession session, Trust trust, string ancestorId)
    {
        for (var (id, steps) = ((string?)trust.Id, 0); id is not null && steps <= TrustChain.MostSteps; steps++)
        {
            if (string.Equals(id, ancestorId, StringComparison.Ordinal))
            {
                return true;
            }

            id = await session.QueryFirstOrDefaultAsync($"SELECT redelegated_trust_id FROM iam_trusts WHERE id = {id}", static row => row.IsDBNull(0) ? null : row.GetString(0));
        }

        return false;
    }
}

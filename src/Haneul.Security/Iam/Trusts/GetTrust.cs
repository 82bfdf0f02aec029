using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Shows a trust with its roles.</summary>
internal static class GetTrust
{
    public static readonly Operation Operation = new(
        "iam", "GetTrust",
        TrustPolicies.Get.Permission,
        TrailRule.Organisation("Get Trust", "Trust"),
        TrustErrors.DelegatedToken, TrustErrors.TrustNotFound);

    public static async Task<Outcome<TrustResponse>> HandleAsync(string trust_id, Call call, IDatabase database, RoleDirectory directory)
    {
        var found = await FindAsync(call, trust_id, TrustPolicies.Get, database, directory);
        return found.Error is { } error ? error : new TrustResponse(found.Value.Trust.ToBody(call, found.Value.Roles));
    }

    /// <summary>
    /// A trust that the caller may look at, with the roles of the installation. Keystone tells everybody with a token that an id is unknown: ids are random, and a user whose
    /// trust has ended must not be told that they may not see it.
    /// </summary>
    internal static async ValueTask<Outcome<FoundTrust>> FindAsync(Call call, string id, Policy policy, IDatabase database, RoleDirectory directory)
    {
        call.Trail.ResourceId = id;
        if (TrustRules.RefuseDelegated(call) is { } delegated)
        {
            return delegated;
        }

        return await database.ReadAsync<Outcome<FoundTrust>>(async session =>
        {
            if (await Trust.FindAsync(session, id, call.Now) is not { } trust)
            {
                return TrustErrors.TrustNotFound.With(ShownText.Cut(id));
            }

            call.Trail.DomainId = trust.OrganisationId;
            return policy.RefuseLooking(call, trust) is { } refused ? refused : new FoundTrust(trust, await directory.GetAsync(session));
        }, call.Context.RequestAborted);
    }

    /// <summary>A trust, and what its roles are called.</summary>
    internal sealed record FoundTrust(Trust Trust, RoleSet Roles);
}

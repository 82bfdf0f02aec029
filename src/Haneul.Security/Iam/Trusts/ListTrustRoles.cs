using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Lists the roles that a trust names.</summary>
internal static class ListTrustRoles
{
    public static readonly Operation Operation = new(
        "iam", "ListTrustRoles",
        TrustPolicies.ListRoles.Permission,
        TrailRule.Organisation("List Trust Roles", "Trust"),
        TrustErrors.DelegatedToken, TrustErrors.TrustNotFound);

    public static async Task<Outcome<DelegatedRolesResponse>> HandleAsync(string trust_id, Call call, IDatabase database, RoleDirectory directory)
    {
        var found = await GetTrust.FindAsync(call, trust_id, TrustPolicies.ListRoles, database, directory);
        return found.Error is { } error
            ? error
            : new DelegatedRolesResponse(
                found.Value.Trust.RolesToWire(call, found.Value.Roles), IamLinks.ToList(call, $"{TrustRoutes.Collection}/{Uri.EscapeDataString(trust_id)}/roles"));
    }
}

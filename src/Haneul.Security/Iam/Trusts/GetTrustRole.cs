using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Shows a role of a trust, and so tells whether the trust names it.</summary>
internal static class GetTrustRole
{
    public static readonly Operation Operation = new(
        "iam", "GetTrustRole",
        TrustPolicies.GetRole.Permission,
        TrailRule.Organisation("Get Trust Role", "Trust"),
        TrustErrors.DelegatedToken, TrustErrors.TrustNotFound, TrustErrors.TrustRoleNotFound);

    public static async Task<Outcome<DelegatedRoleResponse>> HandleAsync(string trust_id, string role_id, Call call, IDatabase database, RoleDirectory directory)
    {
        var found = await GetTrust.FindAsync(call, trust_id, TrustPolicies.GetRole, database, directory);
        if (found.Error is { } error)
        {
            return error;
        }

        var (trust, roles) = found.Value;
        return trust.RoleIds.Contains(role_id, StringComparer.Ordinal) && roles.FindById(role_id) is { } role
            ? new DelegatedRoleResponse(Trust.RoleToWire(call, role))
            : TrustErrors.TrustRoleNotFound.With(ShownText.Cut(role_id));
    }
}

using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Trusts;

/// <summary>
/// Who may do what with trusts. Tokens of trusts are delegated and yet admitted, since a trust may be passed on with one; <see cref="TrustRules"/> bounds them.
/// </summary>
internal static class TrustPolicies
{
    public static readonly Policy Create = Policy.DelegableChange("create_trust", "Make a trust.", Persona.Owner);

    // Asked for without a filter. With one, the user named in it is its owner (list_trusts_for_trustor, list_trusts_for_trustee).
    public static readonly Policy List = Policy.Read("list_trusts", "List trusts; those of one trustor or trustee that user too.", Seeing);
    public static readonly Policy Get = Policy.Read("get_trust", "Show a trust; it belongs to trustor and trustee.", Seeing);
    public static readonly Policy ListRoles = Policy.Read("list_roles_for_trust", "List the roles of a trust.", Seeing);
    public static readonly Policy GetRole = Policy.Read("get_role_for_trust", "Show a role of a trust.", Seeing);
    public static readonly Policy Delete = Policy.DelegableChange("delete_trust", "Delete a trust and those made of it; it belongs to the trustor.", Persona.Admin | Persona.Owner);

    private const Persona Seeing = Persona.Admin | Persona.SystemReader | Persona.Owner;

    /// <summary>Null if the caller may look at a trust, of which both its users are owners. One that is not there belongs to nobody.</summary>
    public static Error? RefuseLooking(this Policy policy, Call call, Trust? trust) =>
        policy.Refuse(call, trust is null ? default : new PolicyTarget(UserId: call.Caller.Is(trust.TrusteeUserId) ? trust.TrusteeUserId : trust.TrustorUserId));
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Says whether the caller may get a token for the installation: a list with one entry, or none.</summary>
internal static class GetAuthSystem
{
    public static readonly Operation Operation = new(
        "iam", "GetAuthSystem",
        TokenPolicies.GetAuthSystem.Permission,
        TrailRule.Organisation("Get Auth System", "System"));

    public static async Task<Outcome<AuthSystemResponse>> HandleAsync(Call call, IDatabase database, RoleDirectory directory)
    {
        if (TokenPolicies.GetAuthSystem.Refuse(call) is { } refused)
        {
            return refused;
        }

        var roles = await database.ReadAsync(
            async session => (await directory.GetAsync(session)).Expand(await EffectiveRoles.OnSystemAsync(session, call.Caller.UserId), RoleScope.System),
            call.Context.RequestAborted);
        return new AuthSystemResponse(roles.Count > 0 ? [new AuthSystemBody(All: true)] : [], new SelfLink(IamLinks.AddressOf(call, "auth/system")));
    }
}

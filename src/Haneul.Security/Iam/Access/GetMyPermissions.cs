using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>Shows what the caller's token may do: its scope, its roles, and the operations that they open.</summary>
internal static class GetMyPermissions
{
    public static readonly Operation Operation = new(
        "iam", "GetMyPermissions",
        AccessPolicies.GetPermissions.Permission,
        TrailRule.None("tells a token about itself, before every page of a console; what it is then used for is recorded"));

    public static Outcome<MyPermissionsResponse> Handle(Call call, QueryFields query, CallerPermissions permissions) =>
        (AccessPolicies.GetPermissions.Refuse(call) ?? query.Check()) is { } refused ? refused : permissions.Of(call.Caller);
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>Shows who the caller is, and where they may go.</summary>
internal static class GetAccount
{
    public static readonly Operation Operation = new(
        "iam", "GetAccount",
        AccessPolicies.GetAccount.Permission,
        TrailRule.None("tells a token about its own user, before every page of a console; what it is then used for is recorded"));

    public static async ValueTask<Outcome<AccountResponse>> HandleAsync(Call call, QueryFields query, Accounts accounts) =>
        (AccessPolicies.GetAccount.Refuse(call) ?? query.Check()) is { } refused ? refused : await accounts.OfAsync(call.Caller, call.Context.RequestAborted);
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Users;

/// <summary>Ends every token of a user, the one that asks for it included; they may sign in again.</summary>
internal static class RevokeUserTokens
{
    public static readonly Operation Operation = new(
        "iam", "RevokeUserTokens",
        UserPolicies.RevokeTokensForUser.Permission,
        TrailRule.Organisation("Revoke User Tokens", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, Call call, MeaningfulChanges changes) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var user = await TargetUser.FindAsync(call, transaction, user_id, UserPolicies.RevokeTokensForUser);
            if (user.Error is { } refused)
            {
                return refused;
            }

            await TokenStore.DeleteOfUserAsync(transaction, user_id);
            return Outcome.NoContent();
        });
}

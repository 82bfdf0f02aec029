using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Users;

/// <summary>Deletes a user with their roles, memberships, keys and tokens. What they made belongs to projects and stays.</summary>
internal static class DeleteUser
{
    public static readonly Operation Operation = new(
        "iam", "DeleteUser",
        UserPolicies.DeleteUser.Permission,
        TrailRule.Organisation("User Delete", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, IamErrors.LastAdministrator, UserErrors.AdministratorsOnly);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, Call call, MeaningfulChanges changes) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var user = await TargetUser.FindAsync(call, transaction, user_id, UserPolicies.DeleteUser);
            if ((user.Error ?? await Administrators.RefuseUserAsync(call, transaction, user_id)) is { } refused)
            {
                return refused;
            }

            await UserDeletion.ExecuteAsync(transaction, $"id = {user_id}");
            return await Administrators.RefuseNoneAsync(transaction) is { } last ? last : Outcome.NoContent();
        });
}

using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Users;

/// <summary>Deletes a user with their roles, access keys and tokens. What they made belongs to projects and stays.</summary>
internal static class DeleteUser
{
    public static readonly Operation Operation = new(
        "iam", "DeleteUser",
        Permission.Granted("iam:user:manage"),
        TrailRule.Organisation("User Delete", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, IamErrors.LastAdministrator);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = user_id;
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await User.FindAsync(transaction, user_id) is not { } user)
            {
                return IamErrors.UserNotFound.With(user_id);
            }

            call.Trail.ResourceName = user.Name;
            await TokenStore.DeleteOfUserAsync(transaction, user_id);
            await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE user_id = {user_id}");
            await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE actor_type = 'user' AND actor_id = {user_id}");
            await transaction.ExecuteAsync($"DELETE FROM iam_users WHERE id = {user_id}");
            return await Administrators.RefuseNoneAsync(transaction) is { } refused ? refused : Outcome.NoContent();
        });
    }
}

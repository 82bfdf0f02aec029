using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Whether a service account may sign in; the common part of activating and deactivating.</summary>
internal static class ServiceAccountActivity
{
    public static async Task<Outcome<ServiceAccountResponse>> SetAsync(string id, bool isActive, Call call, MeaningfulChanges changes, RoleDirectory directory)
    {
        call.Trail.ResourceId = id;
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        return await changes.WriteAsync<ServiceAccountResponse>(call, async transaction =>
        {
            if (await ServiceAccount.FindAsync(transaction, id, call.ProjectId) is not { } account)
            {
                return ServiceAccountErrors.NotFound;
            }

            call.Trail.ResourceName = account.Name;
            await transaction.ExecuteAsync($"UPDATE iam_users SET enabled = {isActive} WHERE id = {id}");
            if (!isActive)
            {
                await TokenStore.DeleteOfUserAsync(transaction, id);
            }

            return new ServiceAccountResponse(await (account with { IsActive = isActive }).ToBodyAsync(transaction, directory));
        });
    }
}

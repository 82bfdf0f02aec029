using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Deletes a service account with its roles, keys and tokens. What it made belongs to the project and stays.</summary>
internal static class DeleteServiceAccount
{
    public static readonly Operation Operation = new(
        "iam", "DeleteServiceAccount",
        ServiceAccountPermissions.Manage,
        TrailRule.Project("Service Account Delete", "Service Account"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string service_account_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = service_account_id;
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await ServiceAccount.FindAsync(transaction, service_account_id, call.ProjectId) is not { } account)
            {
                return ServiceAccountErrors.NotFound;
            }

            call.Trail.ResourceName = account.Name;
            await UserDeletion.ExecuteAsync(transaction, $"id = {account.Id}");
            return Outcome.NoContent();
        });
    }
}

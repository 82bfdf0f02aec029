using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Changes the description of a service account. Its name stays; roles are given and taken as of any user.</summary>
internal static class UpdateServiceAccount
{
    public static readonly Operation Operation = new(
        "iam", "UpdateServiceAccount",
        ServiceAccountPermissions.Manage,
        TrailRule.Project("Update Service Account", "Service Account"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound);

    public static async Task<Outcome<ServiceAccountResponse>> HandleAsync(string service_account_id, Call call, JsonBody body, MeaningfulChanges changes, RoleDirectory directory)
    {
        call.Trail.ResourceId = service_account_id;
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(static fields => ServiceAccountFields.Read(fields, isNew: false), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<ServiceAccountResponse>(call, async transaction =>
        {
            if (await ServiceAccount.FindAsync(transaction, service_account_id, call.ProjectId) is not { } account)
            {
                return ServiceAccountErrors.NotFound;
            }

            call.Trail.ResourceName = account.Name;
            account = account with { Description = wanted.Description ?? account.Description };
            await transaction.ExecuteAsync($"UPDATE iam_users SET description = {account.Description} WHERE id = {account.Id}");
            return new ServiceAccountResponse(await account.ToBodyAsync(transaction, directory));
        });
    }
}

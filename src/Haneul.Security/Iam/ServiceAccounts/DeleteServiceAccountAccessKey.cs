using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Deletes an access key of a service account. Its tokens die with it, at once.</summary>
internal static class DeleteServiceAccountAccessKey
{
    public static readonly Operation Operation = new(
        "iam", "DeleteServiceAccountAccessKey",
        ServiceAccountPermissions.Manage,
        TrailRule.Project("Service Account Access Key Delete", "Application Credential"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound, IamErrors.AccessKeyNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string service_account_id, string access_key_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = access_key_id;
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

            call.Trail.AddFact("service_account_id", account.Id);
            if (await AccessKey.DeleteAsync(transaction, account.Id, access_key_id) is not { } name)
            {
                return IamErrors.AccessKeyNotFound.With(ShownText.Cut(access_key_id));
            }

            call.Trail.ResourceName = name;
            return Outcome.NoContent();
        });
    }
}

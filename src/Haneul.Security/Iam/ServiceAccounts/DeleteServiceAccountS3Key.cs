using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Credentials;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Deletes an S3 key of a service account.</summary>
internal static class DeleteServiceAccountS3Key
{
    public static readonly Operation Operation = new(
        "iam", "DeleteServiceAccountS3Key",
        ServiceAccountPermissions.Manage,
        TrailRule.Organisation("S3 Access Key Delete", "Credential"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound, CredentialErrors.CredentialNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string service_account_id, string access, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = access;
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await ServiceAccount.FindAsync(transaction, service_account_id, call.ProjectId) is null)
            {
                return ServiceAccountErrors.NotFound;
            }

            return await Credential.DeleteEc2Async(transaction, service_account_id, access) ? Outcome.NoContent() : CredentialErrors.CredentialNotFound.With(ShownText.Cut(access));
        });
    }
}

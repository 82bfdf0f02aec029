using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Credentials;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Makes an S3 key of a service account in its project. The one answer that shows its secret.</summary>
internal static class CreateServiceAccountS3Key
{
    public static readonly Operation Operation = new(
        "iam", "CreateServiceAccountS3Key",
        ServiceAccountPermissions.Manage,
        TrailRule.Organisation("S3 Access Key Create", "Credential"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound, CredentialErrors.CredentialTaken, CredentialErrors.S3KeyLimit);

    public static async Task<Outcome<ServiceAccountS3KeyResponse>> HandleAsync(
        string service_account_id, Call call, MeaningfulChanges changes, CredentialWriting writing, CredentialBlobs blobs, IdGenerator ids)
    {
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        var blob = new Ec2Blob(ids.NewHexId(), ids.NewHexId());
        var credential = await blobs.SealAsync(
            new Credential(Ec2Blob.IdOf(blob.Access), service_account_id, call.ProjectId, Ec2Blob.Type, []), blob.ToText(), call.Context.RequestAborted);
        call.Trail.ResourceId = blob.Access;
        return await changes.WriteAsync<ServiceAccountS3KeyResponse>(call, async transaction =>
        {
            if (await ServiceAccount.FindAsync(transaction, service_account_id, call.ProjectId) is null)
            {
                return ServiceAccountErrors.NotFound;
            }

            if (await writing.InsertAsync(call, transaction, credential) is { } refused)
            {
                return refused;
            }

            call.Context.Response.Headers.CacheControl = "no-store";
            return Outcome.Created(new ServiceAccountS3KeyResponse(ServiceAccountKeys.ToBody(credential, blob, withSecret: true)));
        });
    }
}

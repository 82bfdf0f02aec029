using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Keeps a credential of any type. Of an EC2 key the id follows from the access id, and the limits of such keys hold.</summary>
internal static class CreateCredential
{
    public static readonly Operation Operation = new(
        "iam", "CreateCredential",
        CredentialPolicies.Create.Permission,
        TrailRule.Organisation("Create Credential", "Credential"),
        CredentialErrors.DelegatedToken, IamErrors.UserNotFound, IamErrors.ProjectNotFound, CredentialErrors.CredentialTaken, CredentialErrors.S3KeyLimit);

    public static async Task<Outcome<CredentialResponse>> HandleAsync(
        Call call, JsonBody body, MeaningfulChanges changes, CredentialWriting writing, CredentialBlobs blobs, IdGenerator ids)
    {
        if (!body.TryRead(NewCredential.Read, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var userId = wanted.UserId ?? call.Caller.UserId;
        if (CredentialPolicies.Create.RefuseFor(call, userId) is { } refused)
        {
            return refused;
        }

        var id = wanted.Ec2 is { } ec2 ? Ec2Blob.IdOf(ec2.Access) : ids.NewHexId();
        var credential = await blobs.SealAsync(new Credential(id, userId, wanted.ProjectId, wanted.Type, []), wanted.Blob, call.Context.RequestAborted);
        call.Trail.ResourceId = id;
        call.Trail.AddFact("type", wanted.Type.Length <= 64 ? wanted.Type : wanted.Type[..64]);
        return await changes.WriteAsync<CredentialResponse>(call, async transaction =>
            await writing.InsertAsync(call, transaction, credential) is { } failed
                ? failed
                : Outcome.Created(new CredentialResponse(credential.ToBody(call, wanted.Blob))));
    }
}

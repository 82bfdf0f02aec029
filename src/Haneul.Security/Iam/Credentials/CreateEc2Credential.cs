using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Makes an EC2 (S3) key of a user in a project: how KakaoCloud issues S3 access keys (spec/iam-and-trail.md section 3.2).</summary>
internal static class CreateEc2Credential
{
    public static readonly Operation Operation = new(
        "iam", "CreateEc2Credential",
        CredentialPolicies.CreateEc2.Permission,
        TrailRule.Organisation("S3 Access Key Create", "Credential"),
        CredentialErrors.DelegatedToken, IamErrors.UserNotFound, IamErrors.ProjectNotFound, CredentialErrors.CredentialTaken, CredentialErrors.S3KeyLimit);

    public static async Task<Outcome<Ec2CredentialResponse>> HandleAsync(
        string user_id, Call call, JsonBody body, MeaningfulChanges changes, CredentialWriting writing, CredentialBlobs blobs, IdGenerator ids)
    {
        if (CredentialPolicies.CreateEc2.RefuseFor(call, user_id) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => fields.RequiredString("tenant_id", 1, 64), out var projectId, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var blob = new Ec2Blob(ids.NewHexId(), ids.NewHexId());
        var credential = await blobs.SealAsync(
            new Credential(Ec2Blob.IdOf(blob.Access), user_id, projectId, Ec2Blob.Type, []), blob.ToText(), call.Context.RequestAborted);
        call.Trail.ResourceId = blob.Access;
        return await changes.WriteAsync<Ec2CredentialResponse>(call, async transaction =>
            await writing.InsertAsync(call, transaction, credential) is { } failed
                ? failed
                : Outcome.Created(new Ec2CredentialResponse(Ec2Rendering.ToBody(call, credential, blob))));
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Shows an EC2 (S3) key with its secret.</summary>
internal static class GetEc2Credential
{
    public static readonly Operation Operation = new(
        "iam", "GetEc2Credential",
        CredentialPolicies.GetEc2.Permission,
        TrailRule.Organisation("Get S3 Access Key", "Credential"),
        CredentialErrors.DelegatedToken, CredentialErrors.CredentialNotFound);

    public static async Task<Outcome<Ec2CredentialResponse>> HandleAsync(string user_id, string credential_id, Call call, IDatabase database, Ec2Rendering rendering)
    {
        call.Trail.ResourceId = credential_id;
        var credential = await database.ReadAsync(session => Credential.FindEc2Async(session, user_id, credential_id), call.Context.RequestAborted);
        if (CredentialPolicies.GetEc2.RefuseFor(call, user_id) is { } refused)
        {
            return refused;
        }

        return credential is null
            ? CredentialErrors.CredentialNotFound.With(ShownText.Cut(credential_id))
            : new Ec2CredentialResponse(await rendering.ToBodyAsync(call, credential));
    }
}

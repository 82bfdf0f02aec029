using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Shows a credential with what it holds.</summary>
internal static class GetCredential
{
    public static readonly Operation Operation = new(
        "iam", "GetCredential",
        CredentialPolicies.Get.Permission,
        TrailRule.Organisation("Get Credential", "Credential"),
        CredentialErrors.DelegatedToken, CredentialErrors.CredentialNotFound);

    public static async Task<Outcome<CredentialResponse>> HandleAsync(string credential_id, Call call, IDatabase database, CredentialBlobs blobs)
    {
        call.Trail.ResourceId = credential_id;
        var credential = await database.ReadAsync(session => Credential.FindAsync(session, credential_id), call.Context.RequestAborted);
        if (CredentialPolicies.Get.RefuseFor(call, credential?.UserId) is { } refused)
        {
            return refused;
        }

        if (credential is null)
        {
            return CredentialErrors.CredentialNotFound.With(ShownText.Cut(credential_id));
        }

        call.Context.Response.Headers.CacheControl = "no-store";
        return new CredentialResponse(credential.ToBody(call, await blobs.OpenAsync(credential, call.Context.RequestAborted)));
    }
}

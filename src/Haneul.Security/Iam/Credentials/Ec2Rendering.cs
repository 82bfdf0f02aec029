using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>EC2 (S3) keys on the wire of Keystone's OS-EC2 extension, which shows the secret whenever it shows the key.</summary>
internal sealed class Ec2Rendering(CredentialBlobs blobs)
{
    /// <summary>The key with its secret.</summary>
    public async ValueTask<Ec2CredentialBody> ToBodyAsync(Call call, Credential credential) => ToBody(call, credential, await OpenAsync(call, credential));

    /// <summary>What the key holds.</summary>
    public async ValueTask<Ec2Blob> OpenAsync(Call call, Credential credential) =>
        Ec2Blob.TryRead(await blobs.OpenAsync(credential, call.Context.RequestAborted), out var blob, out _)
            ? blob
            : throw new InvalidOperationException("An EC2 credential holds what none may hold.");

    /// <summary>The key with its secret, just made.</summary>
    public static Ec2CredentialBody ToBody(Call call, Credential credential, Ec2Blob blob)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        return new(
            credential.UserId, credential.ProjectId!, blob.Access, blob.Secret, TrustId: null,
            IamLinks.To(call, $"users/{Uri.EscapeDataString(credential.UserId)}/credentials/OS-EC2", blob.Access));
    }
}

using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Errors of EC2 (S3) keys and other credentials.</summary>
internal static class CredentialErrors
{
    public static readonly ErrorCode CredentialNotFound = new(404, "CredentialNotFound", "Could not find credential: {0}.");
    public static readonly ErrorCode CredentialTaken = new(409, "CredentialTaken", "There is a credential of this access id already.");
    public static readonly ErrorCode S3KeyLimit = new(403, "ObjectStorageKeyLimit", "A user may have at most {0} EC2 (S3) keys in a project.");
    public static readonly ErrorCode DelegatedToken = new(403, "DelegatedToken", "Credentials are not shown to or managed with a token that was made with an application credential, a trust, OAuth1 or an EC2 key.");
}

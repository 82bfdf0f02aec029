using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Credentials;

/// <summary>
/// Who may see, make and change credentials. Seeing one is seeing its secret, so delegated tokens are refused there as well as where something changes: whoever holds a
/// user's EC2 key is rid of the bounds of the token that showed it (decisions.md, delegated tokens). Lists show them nothing.
/// </summary>
internal static class CredentialPolicies
{
    public static readonly Policy List = Policy.Read(
        "list_credentials", "List credentials with their secrets: one's own, or all. A delegated token sees none.", Persona.Admin | Persona.SystemReader | Persona.Owner);

    public static readonly Policy Get = Policy.Change("get_credential", "See a credential with its secret.", Persona.Admin | Persona.SystemReader | Persona.Owner);

    public static readonly Policy Create = Policy.Change("create_credential", "Keep a credential for oneself, or for anyone.", Persona.Admin | Persona.Owner);

    public static readonly Policy Update = Policy.Change("update_credential", "Change what a credential holds.", Persona.Admin | Persona.Owner);

    public static readonly Policy Delete = Policy.Change("delete_credential", "Delete a credential.", Persona.Admin | Persona.Owner);

    public static readonly Policy ListEc2 = Policy.Read(
        "ec2_list_credentials", "List a user's EC2 (S3) keys with their secrets. A delegated token sees none.", Persona.Admin | Persona.SystemReader | Persona.Owner);

    public static readonly Policy GetEc2 = Policy.Change(
        "ec2_get_credential", "See an EC2 (S3) key with its secret.", Persona.Admin | Persona.SystemReader | Persona.Owner);

    // Keystone asks its owner for `member`, which KakaoCloud's project roles do not contain; a key is worth what its user may do in the project, which for a reader is reading.
    public static readonly Policy CreateEc2 = Policy.Change("ec2_create_credential", "Make an EC2 (S3) key for oneself, or for anyone.", Persona.Admin | Persona.Owner);

    public static readonly Policy DeleteEc2 = Policy.Change("ec2_delete_credential", "Delete an EC2 (S3) key.", Persona.Admin | Persona.Owner);

    public static readonly Policy ValidateS3 = Policy.Read("s3tokens_validate", "Ask whose signature an S3 request carries, as an S3 gateway does.", Persona.Admin);

    /// <summary>Null if the caller may do it to what is a user's, null for what does not exist; 403 otherwise, and for every delegated token.</summary>
    public static Error? RefuseFor(this Policy policy, Call call, string? userId) =>
        call.Caller.IsDelegated ? CredentialErrors.DelegatedToken.AsError() : policy.Refuse(call, new PolicyTarget(UserId: userId));
}

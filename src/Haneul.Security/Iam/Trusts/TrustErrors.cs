using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Trusts;

/// <summary>The errors of trusts.</summary>
internal static class TrustErrors
{
    public static readonly ErrorCode TrustNotFound = new(404, "TrustNotFound", "Could not find trust: {0}.");
    public static readonly ErrorCode TrustRoleNotFound = new(404, "RoleNotFound", "Could not find role {0} in the trust.");
    public static readonly ErrorCode DelegatedToken = new(403, "DelegatedToken", "Trusts are not for tokens made with an access key, by OAuth1 or with an EC2 credential.");
    public static readonly ErrorCode OtherTrust = new(403, "DelegatedToken", "A token made with a trust may delete that trust and those made of it, and no other.");
    public static readonly ErrorCode ProjectNotOfToken = new(403, "ProjectNotOfToken", "A trust for a project is made with a token for that project.");
    public static readonly ErrorCode RolesMissing = new(403, "TrustRolesMissing", "A trust for a project must name at least one role.");
    public static readonly ErrorCode NotRedelegable = new(403, "TrustNotRedelegable", "The trust of your token cannot be passed on so: {0}.");

    // One text whatever is wrong: which trusts exist, and between whom, is nobody else's business.
    public static readonly ErrorCode Unusable = new(403, "TrustUnusable", "The trust cannot be used by you, has ended or was used up.");
}

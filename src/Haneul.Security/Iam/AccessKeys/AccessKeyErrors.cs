using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Errors of access keys and their access rules.</summary>
internal static class AccessKeyErrors
{
    public static readonly ErrorCode AccessRuleNotFound = new(404, "AccessRuleNotFound", "Could not find access rule: {0}.");
    public static readonly ErrorCode AccessRuleInUse = new(403, "AccessRuleInUse", "The access rule belongs to {0} application credential(s), which must be deleted first.");
    public static readonly ErrorCode WiderAccessRules = new(403, "WiderAccessRules", "An application credential made with another may have no access rule that the other does not have: {0} {1} of {2}.");
    public static readonly ErrorCode NotWithThisDelegation = new(403, "DelegatedToken", "Application credentials are not shown to or managed with tokens of a trust, of OAuth1 or of an EC2 key.");
}

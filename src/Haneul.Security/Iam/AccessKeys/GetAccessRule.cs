using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Shows an access rule.</summary>
internal static class GetAccessRule
{
    public static readonly Operation Operation = new(
        "iam", "GetAccessRule",
        AccessKeyPolicies.GetRule.Permission,
        TrailRule.Organisation("Get Access Rule", "Access Rule"),
        AccessKeyErrors.NotWithThisDelegation, IamErrors.UserNotFound, AccessKeyErrors.AccessRuleNotFound);

    public static async Task<Outcome<AccessRuleResponse>> HandleAsync(string user_id, string access_rule_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = access_rule_id;
        if (AccessKeyRules.Refuse(call, AccessKeyPolicies.GetRule, user_id, isChange: false) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<AccessRuleResponse>>(async session =>
        {
            if (await AccessKeyRules.RefuseUnknownAsync(call, session, user_id) is { } unknown)
            {
                return unknown;
            }

            if (await StoredRule.FindAsync(session, user_id, access_rule_id) is not { } rule)
            {
                return AccessKeyErrors.AccessRuleNotFound.With(ShownText.Cut(access_rule_id));
            }

            call.Trail.ResourceName = StoredRule.NameOf(rule);
            return new AccessRuleResponse(StoredRule.ToBody(rule, call));
        }, call.Context.RequestAborted);
    }
}

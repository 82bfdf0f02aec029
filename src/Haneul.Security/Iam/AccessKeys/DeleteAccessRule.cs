using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Deletes an access rule. 403 while a key has it: the key would be free of it.</summary>
internal static class DeleteAccessRule
{
    public static readonly Operation Operation = new(
        "iam", "DeleteAccessRule",
        AccessKeyPolicies.DeleteRule.Permission,
        TrailRule.Organisation("Delete Access Rule", "Access Rule"),
        IamErrors.DelegatedCredentials, AccessKeyErrors.NotWithThisDelegation, IamErrors.UserNotFound, AccessKeyErrors.AccessRuleNotFound, AccessKeyErrors.AccessRuleInUse);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, string access_rule_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = access_rule_id;
        if (AccessKeyRules.Refuse(call, AccessKeyPolicies.DeleteRule, user_id, isChange: true) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await AccessKeyRules.RefuseUnknownAsync(call, transaction, user_id) is { } unknown)
            {
                return unknown;
            }

            if (await StoredRule.FindAsync(transaction, user_id, access_rule_id) is not { } rule)
            {
                return AccessKeyErrors.AccessRuleNotFound.With(ShownText.Cut(access_rule_id));
            }

            call.Trail.ResourceName = StoredRule.NameOf(rule);
            var keys = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*) FROM iam_access_key_rules WHERE access_rule_id = {rule.Id}", static row => row.GetInt64(0));
            if (keys > 0)
            {
                return AccessKeyErrors.AccessRuleInUse.With(keys);
            }

            await transaction.ExecuteAsync($"DELETE FROM iam_access_rules WHERE id = {rule.Id}");
            return Outcome.NoContent();
        });
    }
}

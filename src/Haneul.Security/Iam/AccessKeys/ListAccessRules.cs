using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Lists the access rules of a user: those of their keys, and those that outlived one.</summary>
internal static class ListAccessRules
{
    public static readonly Operation Operation = new(
        "iam", "ListAccessRules",
        AccessKeyPolicies.ListRules.Permission,
        TrailRule.Organisation("List Access Rules", "Access Rule"),
        AccessKeyErrors.NotWithThisDelegation, IamErrors.UserNotFound);

    public static async Task<Outcome<AccessRulesResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database)
    {
        var (service, method, path) = (query.Text("service"), query.Text("method"), query.Text("path"));
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        Sql ofService = service is null ? Sql.Empty : $" AND service = {service}";
        Sql ofMethod = method is null ? Sql.Empty : $" AND method = {method}";
        Sql ofPath = path is null ? Sql.Empty : $" AND path = {path}";
        if (AccessKeyRules.Refuse(call, AccessKeyPolicies.ListRules, user_id, isChange: false) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync<Outcome<AccessRulesResponse>>(async session =>
        {
            if (await AccessKeyRules.RefuseUnknownAsync(call, session, user_id) is { } unknown)
            {
                return unknown;
            }

            var rules = await session.QueryAsync($"""
                SELECT {StoredRule.Columns} FROM iam_access_rules
                WHERE user_id = {user_id} AND id > {page.After}{ofService}{ofMethod}{ofPath} ORDER BY id LIMIT {page.Take}
                """, StoredRule.Read);
            var links = page.Cut(call, $"users/{Uri.EscapeDataString(user_id)}/access_rules", rules, static rule => rule.Id);
            return new AccessRulesResponse([.. rules.Select(rule => StoredRule.ToBody(rule, call))], links);
        }, call.Context.RequestAborted);
    }
}

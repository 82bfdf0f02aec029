using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Lists the access keys of a user in all projects, without secrets.</summary>
internal static class ListApplicationCredentials
{
    public static readonly Operation Operation = new(
        "iam", "ListApplicationCredentials",
        AccessKeyPolicies.ListKeys.Permission,
        TrailRule.Organisation("List Application Credentials", "Application Credential"),
        AccessKeyErrors.NotWithThisDelegation, IamErrors.UserNotFound);

    public static async Task<Outcome<AccessKeysResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        var named = ListFilters.Name(query);
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        return await database.ReadAsync<Outcome<AccessKeysResponse>>(async session =>
        {
            if (await AccessKeyRules.RefuseLookingAsync(call, session, AccessKeyPolicies.ListKeys, user_id) is { } refused)
            {
                return refused;
            }

            var roles = await directory.GetAsync(session);
            var keys = await session.QueryAsync($"""
                SELECT {AccessKey.Columns} FROM iam_access_keys k WHERE k.user_id = {user_id} AND k.id > {page.After}{named} ORDER BY k.id LIMIT {page.Take}
                """, AccessKey.Read);
            var links = page.Cut(call, $"users/{Uri.EscapeDataString(user_id)}/application_credentials", keys, static key => key.Id);
            return new AccessKeysResponse([.. keys.Select(key => key.ToBody(call, roles))], links);
        }, call.Context.RequestAborted);
    }
}

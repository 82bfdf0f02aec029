using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Lists the organisations that the caller may get a token for: enabled, and with a role of theirs on it, be it through a group.</summary>
internal static class ListAuthDomains
{
    public static readonly Operation Operation = new(
        "iam", "ListAuthDomains",
        TokenPolicies.GetAuthDomains.Permission,
        TrailRule.Organisation("List Auth Domains", "Domain"));

    public static Task<Outcome<DomainsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory) =>
        AnswerAsync(call, query, database, directory, "auth/domains");

    /// <summary>The list under one of the two addresses that Keystone has for it.</summary>
    public static async Task<Outcome<DomainsResponse>> AnswerAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory, string path)
    {
        if (TokenPolicies.GetAuthDomains.Refuse(call) is { } refused)
        {
            return refused;
        }

        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var domains = await database.ReadAsync(async session =>
        {
            var held = HeldRoles.Of(call.Caller.UserId, await directory.GetAsync(session), RoleScope.Domain);
            return await session.QueryAsync($"""
                WITH held AS ({held})
                SELECT {Organisation.Columns} FROM iam_organisations
                WHERE enabled = 1 AND id > {page.After} AND id IN (SELECT target_id FROM held WHERE target_type = 'domain' AND inherited = 0)
                ORDER BY id LIMIT {page.Take}
                """, Organisation.Read);
        }, call.Context.RequestAborted);
        var links = page.Cut(call, path, domains, static domain => domain.Id);
        return new DomainsResponse([.. domains.Select(domain => domain.ToBody(call))], links);
    }
}

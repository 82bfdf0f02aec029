using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Groups;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Lists the groups that a user is in. With a token for an organisation, those of that organisation, as in Keystone.</summary>
internal static class ListUserGroups
{
    public static readonly Operation Operation = new(
        "iam", "ListUserGroups",
        UserPolicies.ListGroupsForUser.Permission,
        TrailRule.Organisation("List User Groups", "User"),
        IamErrors.UserNotFound);

    public static async Task<Outcome<GroupsOfUserResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database)
    {
        var byName = ListFilters.Name(query);
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        var byOrganisation = ListFilters.Where("organisation_id", call.Caller.DomainId);
        var groups = await database.ReadAsync<Outcome<List<Group>>>(async session =>
        {
            var user = await TargetUser.FindAsync(call, session, user_id, UserPolicies.ListGroupsForUser);
            return user.Error is { } error ? error : await session.QueryAsync($"""
                SELECT {Group.Columns} FROM iam_group_members m JOIN iam_groups ON id = m.group_id
                WHERE m.user_id = {user_id}{byOrganisation}{byName} AND m.group_id > {page.After}
                ORDER BY m.group_id LIMIT {page.Take}
                """, Group.Read);
        }, call.Context.RequestAborted);
        if (groups.Error is { } refused)
        {
            return refused;
        }

        var links = page.Cut(call, $"users/{Uri.EscapeDataString(user_id)}/groups", groups.Value, static group => group.Id);
        return new GroupsOfUserResponse([.. groups.Value.Select(group => group.ToMembership(call))], links);
    }
}

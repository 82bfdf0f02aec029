using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Groups;

/// <summary>Lists the members of a group, a page at a time.</summary>
internal static class ListGroupUsers
{
    public static readonly Operation Operation = new(
        "iam", "ListGroupUsers",
        GroupPolicies.ListUsersInGroup.Permission,
        TrailRule.Organisation("List Group Users", "Group"),
        GroupErrors.GroupNotFound);

    public static async Task<Outcome<UsersResponse>> HandleAsync(string group_id, Call call, QueryFields query, IDatabase database)
    {
        var filters = UserFilters.Read(query);
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        var users = await database.ReadAsync<Outcome<List<User>>>(async session =>
        {
            var group = await TargetGroup.FindAsync(call, session, group_id, GroupPolicies.ListUsersInGroup);
            return group.Error is { } error ? error : await filters.ListMembersAsync(session, page, group_id);
        }, call.Context.RequestAborted);
        if (users.Error is { } refused)
        {
            return refused;
        }

        var links = page.Cut(call, $"groups/{Uri.EscapeDataString(group_id)}/users", users.Value, static user => user.Id);
        return new UsersResponse([.. users.Value.Select(user => user.ToBody(call))], links);
    }
}

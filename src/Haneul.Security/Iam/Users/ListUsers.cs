using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Lists users, a page at a time. Service accounts are in lists of their own.</summary>
internal static class ListUsers
{
    public static readonly Operation Operation = new(
        "iam", "ListUsers",
        UserPolicies.ListUsers.Permission,
        TrailRule.Organisation("List Users", "User"));

    public static async Task<Outcome<UsersResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var filters = UserFilters.Read(query);
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (UserPolicies.ListUsers.RefuseList(call, filters.DomainId, out var domainId) is { } refused)
        {
            return refused;
        }

        var users = await database.ReadAsync(session => filters.ListAsync(session, page, domainId), call.Context.RequestAborted);
        var links = page.Cut(call, "users", users, static user => user.Id);
        return new UsersResponse([.. users.Select(user => user.ToBody(call))], links);
    }
}

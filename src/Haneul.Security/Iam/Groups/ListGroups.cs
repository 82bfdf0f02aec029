using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Groups;

/// <summary>Lists groups, a page at a time.</summary>
internal static class ListGroups
{
    public static readonly Operation Operation = new(
        "iam", "ListGroups",
        GroupPolicies.ListGroups.Permission,
        TrailRule.Organisation("List Groups", "Group"));

    public static async Task<Outcome<GroupsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var wantedDomain = query.Text("domain_id");
        var byName = ListFilters.Name(query);
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (GroupPolicies.ListGroups.RefuseList(call, wantedDomain, out var domainId) is { } refused)
        {
            return refused;
        }

        var byOrganisation = ListFilters.Where("organisation_id", domainId);
        var groups = await database.ReadAsync(session => session.QueryAsync(
            $"SELECT {Group.Columns} FROM iam_groups WHERE id > {page.After}{byOrganisation}{byName} ORDER BY id LIMIT {page.Take}", Group.Read), call.Context.RequestAborted);
        var links = page.Cut(call, "groups", groups, static group => group.Id);
        return new GroupsResponse([.. groups.Select(group => group.ToBody(call))], links);
    }
}

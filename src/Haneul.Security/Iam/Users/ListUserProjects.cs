using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Lists the projects that a user may enter (seed 1, list projects): where they have a role, through groups and from above included.</summary>
internal static class ListUserProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListUserProjects",
        UserPolicies.ListUserProjects.Permission,
        TrailRule.Organisation("List User Projects", "User"),
        IamErrors.UserNotFound);

    public static async Task<Outcome<ProjectsResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        var byOrganisation = ListFilters.Where("organisation_id", query.Text("domain_id"));
        Sql byName = ListFilters.Name(query), byEnabled = ListFilters.WhereEnabled(ListFilters.Enabled(query));
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        var projects = await database.ReadAsync<Outcome<List<Project>>>(async session =>
        {
            var user = await TargetUser.FindAsync(call, session, user_id, UserPolicies.ListUserProjects);
            return user.Error is { } error
                ? error
                : await ReachableProjects.ListAsync(session, await directory.GetAsync(session), user_id, $"{byOrganisation}{byName}{byEnabled}", page);
        }, call.Context.RequestAborted);
        if (projects.Error is { } refused)
        {
            return refused;
        }

        var links = page.Cut(call, $"users/{Uri.EscapeDataString(user_id)}/projects", projects.Value, static project => project.Id);
        return new ProjectsResponse([.. projects.Value.Select(project => project.ToBody(call))], links);
    }
}

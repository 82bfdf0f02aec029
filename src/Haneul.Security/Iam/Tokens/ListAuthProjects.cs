using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Lists the projects that the caller may get a token for: enabled, in an enabled organisation, and with a role of theirs, be it through a group or inherited.</summary>
internal static class ListAuthProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListAuthProjects",
        TokenPolicies.GetAuthProjects.Permission,
        TrailRule.Organisation("List Auth Projects", "Project"));

    public static Task<Outcome<ProjectsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory) =>
        AnswerAsync(call, query, database, directory, "auth/projects");

    /// <summary>The list under one of the two addresses that Keystone has for it.</summary>
    public static async Task<Outcome<ProjectsResponse>> AnswerAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory, string path)
    {
        if (TokenPolicies.GetAuthProjects.Refuse(call) is { } refused)
        {
            return refused;
        }

        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var projects = await database.ReadAsync(async session =>
        {
            // An inherited role counts below what it is given on, not on it.
            var held = HeldRoles.Of(call.Caller.UserId, await directory.GetAsync(session), RoleScope.Project);
            return await session.QueryAsync($"""
                WITH held AS ({held})
                SELECT {Project.Columns} FROM iam_projects
                WHERE enabled = 1 AND organisation_id IN (SELECT id FROM iam_organisations WHERE enabled = 1) AND id > {page.After}
                  AND (id IN (SELECT target_id FROM held WHERE target_type = 'project' AND inherited = 0)
                    OR organisation_id IN (SELECT target_id FROM held WHERE target_type = 'domain' AND inherited = 1)
                    OR EXISTS (SELECT 1 FROM held WHERE target_type = 'project' AND inherited = 1 AND ' ' || ancestor_ids || ' ' LIKE '% ' || target_id || ' %'))
                ORDER BY id LIMIT {page.Take}
                """, Project.Read);
        }, call.Context.RequestAborted);
        var links = page.Cut(call, path, projects, static project => project.Id);
        return new ProjectsResponse([.. projects.Select(project => project.ToBody(call))], links);
    }
}

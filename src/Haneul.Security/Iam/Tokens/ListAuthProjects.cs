using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Users;
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

        var projects = await database.ReadAsync(async session => await ReachableProjects.ListAsync(
            session, await directory.GetAsync(session), call.Caller.UserId,
            $" AND enabled = 1 AND organisation_id IN (SELECT id FROM iam_organisations WHERE enabled = 1)", page), call.Context.RequestAborted);
        var links = page.Cut(call, path, projects, static project => project.Id);
        return new ProjectsResponse([.. projects.Select(project => project.ToBody(call))], links);
    }
}

using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Lists the projects in which a user has a role (seed 1, list projects).</summary>
internal static class ListUserProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListUserProjects",
        Permission.SignedIn(IamRules.SelfOrAdmin),
        TrailRule.Organisation("List User Projects", "User"),
        IamErrors.UserNotFound);

    public static async Task<Outcome<ProjectsResponse>> HandleAsync(string user_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = user_id;
        if (!call.Caller.IsOrAdmin(user_id))
        {
            return CommonErrors.Forbidden.With(Operation.OperationId);
        }

        var projects = await database.ReadAsync(async session =>
            call.Caller.Is(user_id) || await User.FindAsync(session, user_id) is not null
                ? await session.QueryAsync($"""
                    SELECT {Project.Columns} FROM iam_projects
                    WHERE id IN (SELECT target_id FROM iam_role_assignments WHERE actor_type = 'user' AND actor_id = {user_id} AND target_type = 'project')
                    ORDER BY name, id
                    """, Project.Read)
                : null, call.Context.RequestAborted);
        return projects is null
            ? IamErrors.UserNotFound.With(user_id)
            : new ProjectsResponse([.. projects.Select(project => project.ToBody(call))], IamLinks.ToList(call, $"users/{Uri.EscapeDataString(user_id)}/projects"));
    }
}

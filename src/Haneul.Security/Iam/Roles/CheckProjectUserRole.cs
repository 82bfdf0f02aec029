using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Roles;

/// <summary>Says whether a user was given a role on a project.</summary>
internal static class CheckProjectUserRole
{
    public static readonly Operation Operation = new(
        "iam", "CheckProjectUserRole",
        Permission.Granted("iam:assignment:read"),
        TrailRule.Project("Check Project User Role", "User"),
        IamErrors.ProjectNotFound, IamErrors.UserNotFound, IamErrors.RoleNotFound, IamErrors.AssignmentNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string user_id, string role_id, Call call, IDatabase database, RoleDirectory directory) =>
        await database.ReadAsync<Outcome<NoContent>>(async session =>
        {
            var found = await ProjectRole.FindAsync(call, session, directory, project_id, user_id, role_id);
            if (found.Error is { } error)
            {
                return error;
            }

            var assigned = await EffectiveRoles.OnProjectAsync(session, user_id, project_id);
            return assigned.Contains(role_id, StringComparer.Ordinal) ? Outcome.NoContent() : IamErrors.AssignmentNotFound.With(found.Value.Role!.Name);
        }, call.Context.RequestAborted);
}

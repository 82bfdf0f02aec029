using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Roles;

/// <summary>Takes a role on a project from a user. Their tokens act with what is left from the next call on, and die with the last role.</summary>
internal static class UnassignProjectUserRole
{
    public static readonly Operation Operation = new(
        "iam", "UnassignProjectUserRole",
        Permission.Granted("iam:assignment:manage"),
        TrailRule.Project("Project Member Unassign", "User"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, IamErrors.UserNotFound, IamErrors.RoleNotFound, IamErrors.AssignmentNotFound, IamErrors.RoleNotGivable, IamErrors.LastAdministrator);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string user_id, string role_id, Call call, MeaningfulChanges changes, RoleDirectory directory) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var found = await ProjectRole.FindAsync(call, transaction, directory, project_id, user_id, role_id);
            if ((found.Error ?? found.Value.RefuseChange(call)) is { } error)
            {
                return error;
            }

            var taken = await transaction.ExecuteAsync($"""
                DELETE FROM iam_role_assignments
                WHERE actor_type = 'user' AND actor_id = {user_id} AND target_type = 'project' AND target_id = {project_id} AND role_id = {role_id}
                """);
            if (taken == 0)
            {
                return IamErrors.AssignmentNotFound.With(found.Value.Role!.Name);
            }

            return await Administrators.RefuseNoneAsync(transaction) is { } refused ? refused : Outcome.NoContent();
        });
}

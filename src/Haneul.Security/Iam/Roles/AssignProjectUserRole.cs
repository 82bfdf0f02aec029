using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Roles;

/// <summary>Gives a user a role on a project. Giving it again changes nothing.</summary>
internal static class AssignProjectUserRole
{
    public static readonly Operation Operation = new(
        "iam", "AssignProjectUserRole",
        Permission.Granted("iam:assignment:manage"),
        TrailRule.Project("Project Member Assign", "User"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, IamErrors.UserNotFound, IamErrors.RoleNotFound, IamErrors.RoleNotGivable);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string user_id, string role_id, Call call, MeaningfulChanges changes, RoleDirectory directory) =>
        await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var found = await ProjectRole.FindAsync(call, transaction, directory, project_id, user_id, role_id);
            if ((found.Error ?? found.Value.RefuseChange(call)) is { } error)
            {
                return error;
            }

            await transaction.ExecuteAsync($"""
                INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
                VALUES ('user', {user_id}, 'project', {project_id}, {role_id}, 0, {UnixTime.ToMicroseconds(call.Now)})
                ON CONFLICT DO NOTHING
                """);
            return Outcome.NoContent();
        });
}

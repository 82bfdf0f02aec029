using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Lists the roles that a user was given on a project, without what they imply.</summary>
internal static class ListProjectUserRoles
{
    public static readonly Operation Operation = new(
        "iam", "ListProjectUserRoles",
        Permission.Granted("iam:assignment:read"),
        TrailRule.Project("List Project User Roles", "User"),
        IamErrors.ProjectNotFound, IamErrors.UserNotFound);

    public static async Task<Outcome<RolesResponse>> HandleAsync(string project_id, string user_id, Call call, IDatabase database, RoleDirectory directory) =>
        await database.ReadAsync<Outcome<RolesResponse>>(async session =>
        {
            var found = await ProjectRole.FindAsync(call, session, directory, project_id, user_id, roleId: null);
            if (found.Error is { } error)
            {
                return error;
            }

            var assigned = await EffectiveRoles.OnProjectAsync(session, user_id, project_id);
            var roles = await directory.GetAsync(session);
            return new RolesResponse(
                [.. roles.All.Where(role => assigned.Contains(role.Id, StringComparer.Ordinal)).Select(role => ListRoles.ToBody(call, role))],
                IamLinks.ToList(call, $"projects/{Uri.EscapeDataString(project_id)}/users/{Uri.EscapeDataString(user_id)}/roles"));
        }, call.Context.RequestAborted);
}

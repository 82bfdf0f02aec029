using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Roles;

/// <summary>
/// A role of a user on a project, as the path names it. An administrator handles every one of them; others only those in the project of
/// their token, and only roles of projects: whoever manages a project's members must not make an administrator of the installation.
/// </summary>
internal sealed record ProjectRole(Project Project, User User, Role? Role)
{
    /// <summary>Looks project, user and role up, after the caller was found to be allowed there. No role for a list.</summary>
    public static async ValueTask<Outcome<ProjectRole>> FindAsync(Call call, IDatabaseSession session, RoleDirectory directory, string projectId, string userId, string? roleId)
    {
        call.Trail.ResourceId = userId;
        var operationId = call.Operation!.OperationId;
        if (!call.Caller.IsAdmin() && call.Caller.ProjectId != projectId)
        {
            return CommonErrors.Forbidden.With(operationId);
        }

        if (await Project.FindAsync(session, projectId) is not { } project)
        {
            return IamErrors.ProjectNotFound.With(projectId);
        }

        call.Trail.ProjectId = project.Id;
        call.Trail.DomainId = project.OrganisationId;
        if (await User.FindAsync(session, userId) is not { } user || (!call.Caller.IsAdmin() && user.OrganisationId != project.OrganisationId))
        {
            return IamErrors.UserNotFound.With(userId);
        }

        call.Trail.ResourceName = user.Name;
        var role = roleId is null ? null : (await directory.GetAsync(session)).FindById(roleId);
        if (roleId is not null && role is null)
        {
            return IamErrors.RoleNotFound.With(roleId);
        }

        if (role is not null)
        {
            call.Trail.AddFact("role", role.Name);
        }

        return new ProjectRole(project, user, role);
    }

    /// <summary>403 for a role that the caller may neither give nor take, and for every role with a token of an access key.</summary>
    public Error? RefuseChange(Call call) => call.Caller.RefuseDelegated() ??
        (call.Caller.IsAdmin() || RoleTable.Find(Role!.Name) is { Family: RoleFamily.Project } ? null : IamErrors.RoleNotGivable.With(Role!.Name));
}

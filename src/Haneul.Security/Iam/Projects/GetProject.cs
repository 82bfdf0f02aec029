using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Shows a project.</summary>
internal static class GetProject
{
    public static readonly Operation Operation = new(
        "iam", "GetProject",
        Permission.SignedIn("whoever has a token for the project, or an administrator"),
        TrailRule.Organisation("Get Project", "Project"),
        IamErrors.ProjectNotFound);

    public static async Task<Outcome<ProjectResponse>> HandleAsync(string project_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = project_id;
        if (call.Caller.ProjectId != project_id && !call.Caller.IsAdmin())
        {
            return CommonErrors.Forbidden.With(Operation.OperationId);
        }

        if (await database.ReadAsync(session => Project.FindAsync(session, project_id), call.Context.RequestAborted) is not { } project)
        {
            return IamErrors.ProjectNotFound.With(project_id);
        }

        call.Trail.ResourceName = project.Name;
        return new ProjectResponse(project.ToBody(call));
    }
}

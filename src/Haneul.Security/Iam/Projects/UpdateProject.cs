using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Changes a project. Disabling it stops its tokens until it is enabled again.</summary>
internal static class UpdateProject
{
    public static readonly Operation Operation = new(
        "iam", "UpdateProject",
        Permission.Granted("iam:project:manage"),
        TrailRule.Organisation("Project Update", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, IamErrors.ProjectNameTaken, IamErrors.LastAdministrator);

    public static async Task<Outcome<ProjectResponse>> HandleAsync(string project_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = project_id;
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(static fields => ProjectFields.Read(fields, isNew: false), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<ProjectResponse>(call, async transaction =>
        {
            if (await Project.FindAsync(transaction, project_id) is not { } old)
            {
                return IamErrors.ProjectNotFound.With(project_id);
            }

            if ((wanted.DomainId ?? old.OrganisationId) != old.OrganisationId || (wanted.ParentId ?? old.OrganisationId) != old.OrganisationId)
            {
                return CommonErrors.InvalidRequest.With("project.domain_id, project.parent_id: can't be changed");
            }

            var project = old with
            {
                Name = wanted.Name ?? old.Name,
                Description = wanted.Description ?? old.Description,
                IsEnabled = wanted.IsEnabled ?? old.IsEnabled,
                Tags = wanted.Tags ?? old.Tags,
            };
            call.Trail.ResourceName = project.Name;
            var changed = await transaction.ExecuteAsync($"""
                UPDATE iam_projects SET name = {project.Name}, description = {project.Description}, enabled = {project.IsEnabled}, tags = {project.Tags}
                WHERE id = {project_id}
                AND NOT EXISTS (SELECT 1 FROM iam_projects o WHERE o.organisation_id = {project.OrganisationId} AND o.name = {project.Name} AND o.id <> {project_id})
                """);
            if (!project.IsEnabled && await Administrators.RefuseNoneAsync(transaction) is { } refused)
            {
                return refused;
            }

            return changed == 0 ? IamErrors.ProjectNameTaken : new ProjectResponse(project.ToBody(call, isChange: true));
        });
    }
}

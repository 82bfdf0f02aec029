using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Adds a project to an organisation. KMS and Secrets Manager are active in it at once (decisions.md).</summary>
internal static class CreateProject
{
    public static readonly Operation Operation = new(
        "iam", "CreateProject",
        Permission.Granted("iam:project:manage"),
        TrailRule.Organisation("Project Create", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNameTaken, IamErrors.FeatureNotBuilt);

    public static async Task<Outcome<ProjectResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(static fields => ProjectFields.Read(fields, isNew: true), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var organisation = wanted.DomainId ?? call.Caller.ProjectDomainId!;
        var project = new Project(ids.NewHexId(), organisation, wanted.Name!, wanted.Description ?? "", wanted.IsEnabled ?? true, wanted.Tags ?? "");
        call.Trail.ResourceName = project.Name;
        return await changes.WriteAsync<ProjectResponse>(call, async transaction =>
        {
            if (!await Organisations.ExistsAsync(transaction, organisation))
            {
                return CommonErrors.InvalidRequest.With("project.domain_id: is no known organisation");
            }

            if (wanted.ParentId is { } parent && parent != organisation)
            {
                return await Project.FindAsync(transaction, parent) is null
                    ? CommonErrors.InvalidRequest.With("project.parent_id: is no known project")
                    : IamErrors.FeatureNotBuilt.With("Projects inside projects (project.parent_id)");
            }

            if (!await Project.InsertAsync(transaction, project, UnixTime.ToMicroseconds(call.Now)))
            {
                return IamErrors.ProjectNameTaken;
            }

            call.Trail.ResourceId = project.Id;
            return Outcome.Created(new ProjectResponse(project.ToBody(call)));
        });
    }
}

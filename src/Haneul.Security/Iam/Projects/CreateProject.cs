using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Adds a project to an organisation, right below it or below another project. KMS and Secrets Manager are active in it at once (decisions.md).</summary>
internal static class CreateProject
{
    public static readonly Operation Operation = new(
        "iam", "CreateProject",
        ProjectPolicies.Create.Permission,
        TrailRule.Organisation("Project Create", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNameTaken, ProjectErrors.TooDeep, ProjectErrors.ProjectLimit, OrganisationErrors.NameTaken);

    public static async Task<Outcome<ProjectResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids, HaneulOptions options)
    {
        // Without an organisation it is that of the token. Whoever may make none there learns nothing about their body.
        var isRead = body.TryRead(ProjectFields.ReadNew, out var wanted, out var error, UnknownFields.Ignore);
        var isDomain = wanted?.IsDomain is true;
        var organisation = isDomain ? null : wanted?.DomainId ?? call.Caller.DomainId ?? call.Caller.ProjectDomainId;
        if (ProjectPolicies.Create.Refuse(call, new PolicyTarget(DomainId: organisation)) is { } refused)
        {
            return refused;
        }

        if (!isRead)
        {
            return error!;
        }

        call.Trail.ResourceName = wanted!.Common.Name;
        var id = ids.NewHexId();
        if (isDomain)
        {
            return RefuseAsDomain(wanted) is { } wrong
                ? wrong
                : await changes.WriteAsync<ProjectResponse>(call, async transaction =>
                {
                    var made = await OrganisationRules.CreateAsync(transaction, call, id, wanted.Common);
                    return made.Error is { } failed ? failed : Outcome.Created(new ProjectResponse(made.Value.ToProjectBody(call)));
                });
        }

        if (organisation is null)
        {
            return CommonErrors.InvalidRequest.With("project.domain_id: is required, because the token is for no domain or project");
        }

        call.Trail.DomainId = organisation;
        return await changes.WriteAsync<ProjectResponse>(call, transaction => InsertAsync(transaction, call, options, id, organisation, wanted));
    }

    private static Error? RefuseAsDomain(ProjectFields wanted) =>
        wanted.DomainId is not null ? CommonErrors.InvalidRequest.With("project.domain_id: must not be given for a project that acts as a domain")
        : wanted.ParentId is not null ? CommonErrors.InvalidRequest.With("project.parent_id: must not be given for a project that acts as a domain")
        : OrganisationRules.RefuseName("project", wanted.Common.Name);

    private static async ValueTask<Outcome<ProjectResponse>> InsertAsync(
        ITransaction transaction, Call call, HaneulOptions options, string id, string organisationId, ProjectFields wanted)
    {
        if (await Organisation.FindAsync(transaction, organisationId) is not { } organisation)
        {
            return CommonErrors.InvalidRequest.With("project.domain_id: is no known organisation");
        }

        var parent = wanted.ParentId is { } parentId && parentId != organisationId ? await Project.FindAsync(transaction, parentId) : null;
        if (await RefuseBelowAsync(transaction, organisation, parent, wanted.ParentId) is { } refused)
        {
            return refused;
        }

        if (options.ProjectsPerOrganisation > 0 && await CountAsync(transaction, organisationId) >= options.ProjectsPerOrganisation)
        {
            return ProjectErrors.ProjectLimit.With(options.ProjectsPerOrganisation);
        }

        var common = wanted.Common;
        var project = new Project(id, organisationId, common.Name!, common.Description ?? "", common.IsEnabled ?? true, common.Tags ?? "")
        {
            ParentId = parent?.Id,
            AncestorIds = parent is null ? "" : ProjectTree.Below(parent),
            Options = common.Options ?? ResourceOptions.None,
            Extra = common.Extra,
        };
        if (!await Project.InsertAsync(transaction, project, UnixTime.ToMicroseconds(call.Now)))
        {
            return IamErrors.ProjectNameTaken;
        }

        call.Trail.ResourceId = project.Id;
        return Outcome.Created(new ProjectResponse(project.ToBody(call)));
    }

    /// <summary>Why there can be no project below that one or, without one, right below the organisation.</summary>
    private static async ValueTask<Error?> RefuseBelowAsync(ITransaction transaction, Organisation organisation, Project? parent, string? wantedParentId)
    {
        if (parent is null && wantedParentId is not null && wantedParentId != organisation.Id)
        {
            return await Organisation.ExistsAsync(transaction, wantedParentId)
                ? CommonErrors.InvalidRequest.With("project.parent_id: is another organisation than project.domain_id")
                : CommonErrors.InvalidRequest.With("project.parent_id: is no known project");
        }

        if (!organisation.IsEnabled)
        {
            return CommonErrors.InvalidRequest.With("project.domain_id: is disabled");
        }

        if (parent is null)
        {
            return null;
        }

        if (parent.OrganisationId != organisation.Id)
        {
            return CommonErrors.InvalidRequest.With("project.parent_id: belongs to another organisation than project.domain_id");
        }

        var above = await ProjectTree.AboveAsync(transaction, parent);
        if (!parent.IsEnabled || above.Exists(static project => !project.IsEnabled))
        {
            return CommonErrors.InvalidRequest.With("project.parent_id: is disabled, or a project above it is");
        }

        return above.Count + 1 >= ProjectTree.MostLevels ? ProjectErrors.TooDeep.With(ProjectTree.MostLevels, parent.Id) : null;
    }

    private static ValueTask<long> CountAsync(ITransaction transaction, string organisationId) =>
        transaction.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_projects WHERE organisation_id = {organisationId}", static row => row.GetInt64(0));
}

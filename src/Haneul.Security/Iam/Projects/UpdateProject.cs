using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Changes a project. Disabling it stops its tokens until it is enabled again.</summary>
internal static class UpdateProject
{
    public static readonly Operation Operation = new(
        "iam", "UpdateProject",
        ProjectPolicies.Update.Permission,
        TrailRule.Organisation("Project Update", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, IamErrors.ProjectNameTaken, IamErrors.LastAdministrator,
        ProjectErrors.ParentNotChangeable, ProjectErrors.EnabledBelow, ProjectErrors.DisabledAbove, ProjectErrors.Immutable,
        OrganisationErrors.NameTaken, OrganisationErrors.Immutable);

    public static async Task<Outcome<ProjectResponse>> HandleAsync(string project_id, Call call, JsonBody body, IDatabase database, MeaningfulChanges changes)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.Update, project_id);
        if (found.Error is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(ProjectFields.ReadChange, out var wanted, out var error, UnknownFields.Ignore) || (error = RefuseFixed(found.Value, project_id, wanted)) is not null)
        {
            return error;
        }

        return await changes.WriteAsync<ProjectResponse>(call, async transaction =>
        {
            if (found.Value.Organisation is null)
            {
                return await ChangeAsync(transaction, call, project_id, wanted.Common);
            }

            var changed = await OrganisationRules.UpdateAsync(transaction, call, project_id, wanted.Common);
            return changed.Error is { } failed ? failed : new ProjectResponse(changed.Value.ToProjectBody(call, isChange: true));
        });
    }

    /// <summary>The error of a body that changes what never changes: Keystone has 400 for all but the parent.</summary>
    private static Error? RefuseFixed(FoundProject found, string id, ProjectFields wanted)
    {
        var isDomain = found.Organisation is not null;
        var organisationId = found.Project?.OrganisationId;
        return wanted.Common.Id is not null && wanted.Common.Id != id ? CommonErrors.InvalidRequest.With("project.id: can't be changed")
            : wanted.NamesDomain && wanted.DomainId != organisationId ? CommonErrors.InvalidRequest.With("project.domain_id: can't be changed")
            : wanted.IsDomain is { } wantsDomain && wantsDomain != isDomain ? CommonErrors.InvalidRequest.With("project.is_domain: can't be changed")
            : wanted.NamesParent && wanted.ParentId != (found.Project?.ParentId ?? organisationId) ? ProjectErrors.ParentNotChangeable.AsError()
            : isDomain ? OrganisationRules.RefuseName("project", wanted.Common.Name)
            : null;
    }

    private static async ValueTask<Outcome<ProjectResponse>> ChangeAsync(ITransaction transaction, Call call, string id, OrganisationFields wanted)
    {
        if (await Project.FindAsync(transaction, id) is not { } old)
        {
            return IamErrors.ProjectNotFound.With(id);
        }

        if (old.Options.IsImmutable is true && !wanted.OnlyUnlocks)
        {
            return ProjectErrors.Immutable.With(id);
        }

        var project = old with
        {
            Name = wanted.Name ?? old.Name,
            Description = wanted.Description ?? old.Description,
            IsEnabled = wanted.IsEnabled ?? old.IsEnabled,
            Tags = wanted.Tags ?? old.Tags,
            Options = wanted.Options ?? old.Options,
            Extra = ExtraAttributes.Merge(old.Extra, wanted.Extra),
        };
        call.Trail.ResourceName = project.Name;
        if (project.IsEnabled != old.IsEnabled && await RefuseSwitchAsync(transaction, project) is { } refused)
        {
            return refused;
        }

        if (!await Project.UpdateAsync(transaction, project))
        {
            return IamErrors.ProjectNameTaken;
        }

        if (old.IsEnabled && !project.IsEnabled)
        {
            await TokenStore.DeleteOfProjectAsync(transaction, id);
            if (await Administrators.RefuseNoneAsync(transaction) is { } locked)
            {
                return locked;
            }
        }

        return new ProjectResponse(project.ToBody(call, isChange: true));
    }

    /// <summary>A project is enabled only below enabled ones: what is above is enabled first, and disabled last.</summary>
    private static async ValueTask<Error?> RefuseSwitchAsync(ITransaction transaction, Project project)
    {
        if (!project.IsEnabled)
        {
            return (await ProjectTree.BelowAsync(transaction, project.Id)).Exists(static below => below.IsEnabled) ? ProjectErrors.EnabledBelow.With(project.Id) : null;
        }

        var isBelowDisabled = await Organisation.FindAsync(transaction, project.OrganisationId) is { IsEnabled: false }
            || (await ProjectTree.AboveAsync(transaction, project)).Exists(static above => !above.IsEnabled);
        return isBelowDisabled ? ProjectErrors.DisabledAbove.With(project.Id) : null;
    }
}

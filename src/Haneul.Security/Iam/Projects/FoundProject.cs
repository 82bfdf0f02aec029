using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Projects;

/// <summary>What a path names as a project, after the caller was found to be admitted: a project, or an organisation seen as one.</summary>
internal sealed record FoundProject(Project? Project, Organisation? Organisation)
{
    /// <summary>Its tags, as they are kept.</summary>
    public string Tags => Project?.Tags ?? Organisation!.Tags;

    /// <summary>Whether it may not be changed.</summary>
    public bool IsImmutable => (Project?.Options ?? Organisation!.Options).IsImmutable is true;

    /// <summary>Looks it up, notes it for the trail and asks the policy: 403 or 404 if there is nothing for the caller.</summary>
    public static async ValueTask<Outcome<FoundProject>> FindAsync(Call call, IDatabase database, Policy policy, string id)
    {
        call.Trail.ResourceId = id;
        var found = await database.ReadAsync(session => ReadAsync(session, id), call.Context.RequestAborted);
        call.Trail.ResourceName = found?.Project?.Name ?? found?.Organisation?.Name;
        call.Trail.DomainId = found?.Project?.OrganisationId ?? found?.Organisation?.Id;

        // As a project an organisation belongs to no other, so only those see it who see all. Whoever has a role in it asks for it as a domain.
        var target = found is null ? default : new PolicyTarget(DomainId: found.Project?.OrganisationId, ProjectId: id);
        if (policy.Refuse(call, target) is { } refused)
        {
            return refused;
        }

        return found is null ? IamErrors.ProjectNotFound.With(ShownText.Cut(id)) : found;
    }

    /// <summary>The project or organisation of that id; null if there is neither.</summary>
    public static async ValueTask<FoundProject?> ReadAsync(IDatabaseSession session, string id)
    {
        if (await Project.FindAsync(session, id) is { } project)
        {
            return new(project, null);
        }

        return await Organisation.FindAsync(session, id) is { } organisation ? new(null, organisation) : null;
    }

    /// <summary>Keeps other tags.</summary>
    public async ValueTask SetTagsAsync(ITransaction transaction, string tags)
    {
        if (Project is { } project)
        {
            await Project.UpdateAsync(transaction, project with { Tags = tags });
        }
        else
        {
            await Organisation.UpdateAsync(transaction, Organisation! with { Tags = tags });
        }
    }
}

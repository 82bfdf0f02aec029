using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Projects;

/// <summary>A change of the tags that a project, or an organisation seen as one, has now.</summary>
internal static class ProjectTagChange
{
    /// <summary>Keeps what <paramref name="change"/> makes of the tags.</summary>
    public static async ValueTask<Outcome<NoContent>> ApplyAsync(ITransaction transaction, string projectId, Func<string[], Outcome<string[]>> change)
    {
        if (await FoundProject.ReadAsync(transaction, projectId) is not { } found)
        {
            return IamErrors.ProjectNotFound.With(projectId);
        }

        if (found.IsImmutable)
        {
            return ProjectErrors.Immutable.With(projectId);
        }

        var changed = change(ProjectTags.Split(found.Tags));
        if (changed.Error is { } refused)
        {
            return refused;
        }

        await found.SetTagsAsync(transaction, ProjectTags.Join(changed.Value));
        return Outcome.NoContent();
    }
}

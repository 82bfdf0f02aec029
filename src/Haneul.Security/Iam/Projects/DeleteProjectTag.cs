using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Projects;

/// <summary>Takes a tag from a project.</summary>
internal static class DeleteProjectTag
{
    public static readonly Operation Operation = new(
        "iam", "DeleteProjectTag",
        ProjectPolicies.DeleteTag.Permission,
        TrailRule.Organisation("Delete Project Tag", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, ProjectErrors.TagNotFound, ProjectErrors.Immutable);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string value, Call call, IDatabase database, MeaningfulChanges changes)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.DeleteTag, project_id);
        if (found.Error is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var changed = await ProjectTagChange.ApplyAsync(transaction, project_id, tags => tags.Contains(value, StringComparer.Ordinal)
                ? Array.FindAll(tags, tag => !string.Equals(tag, value, StringComparison.Ordinal))
                : ProjectErrors.TagNotFound.With(ShownText.Cut(value)));
            return changed.Error is { } failed ? failed : Outcome.NoContent();
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Projects;

/// <summary>Takes all tags from a project.</summary>
internal static class DeleteProjectTags
{
    public static readonly Operation Operation = new(
        "iam", "DeleteProjectTags",
        ProjectPolicies.DeleteTags.Permission,
        TrailRule.Organisation("Delete Project Tags", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, ProjectErrors.Immutable);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, Call call, IDatabase database, MeaningfulChanges changes)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.DeleteTags, project_id);
        if (found.Error is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var changed = await ProjectTagChange.ApplyAsync(transaction, project_id, static _ => Array.Empty<string>());
            return changed.Error is { } failed ? failed : Outcome.NoContent();
        });
    }
}

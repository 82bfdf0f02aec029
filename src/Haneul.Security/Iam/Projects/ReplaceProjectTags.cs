using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Gives a project other tags in place of those that it has.</summary>
internal static class ReplaceProjectTags
{
    public static readonly Operation Operation = new(
        "iam", "ReplaceProjectTags",
        ProjectPolicies.ReplaceTags.Permission,
        TrailRule.Organisation("Replace Project Tags", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, ProjectErrors.Immutable);

    public static async Task<Outcome<ProjectTagsResponse>> HandleAsync(string project_id, Call call, JsonBody body, IDatabase database, MeaningfulChanges changes)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.ReplaceTags, project_id);
        if (found.Error is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(Read, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<ProjectTagsResponse>(call, async transaction =>
        {
            var changed = await ProjectTagChange.ApplyAsync(transaction, project_id, _ => ProjectTags.Split(wanted));
            return changed.Error is { } failed ? failed : ListProjectTags.ToAnswer(call, project_id, wanted);
        });
    }

    private static string Read(JsonFields body)
    {
        if (ProjectTags.Read(body, "tags") is { } tags)
        {
            return tags;
        }

        if (!body.Has("tags"))
        {
            body.AddProblem("tags", "is required");
        }

        return "";
    }
}

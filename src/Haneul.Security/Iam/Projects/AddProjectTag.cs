using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.Iam.Projects;

/// <summary>Adds a tag to a project; one that it has already stays where it is.</summary>
internal static class AddProjectTag
{
    public static readonly Operation Operation = new(
        "iam", "AddProjectTag",
        ProjectPolicies.CreateTag.Permission,
        TrailRule.Organisation("Add Project Tag", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, ProjectErrors.Immutable);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string value, Call call, IDatabase database, MeaningfulChanges changes)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.CreateTag, project_id);
        if (found.Error is { } refused)
        {
            return refused;
        }

        if (ProjectTags.TryReadPath(value, out var tag) is { } problem)
        {
            return CommonErrors.InvalidRequest.With($"tag: {problem}");
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var changed = await ProjectTagChange.ApplyAsync(transaction, project_id, tags =>
                tags.Contains(tag, StringComparer.Ordinal) ? tags
                : tags.Length >= ProjectTags.Most ? CommonErrors.InvalidRequest.With($"tag: a project has at most {ProjectTags.Most}")
                : (string[])[.. tags, tag]);
            if (changed.Error is { } failed)
            {
                return failed;
            }

            call.Context.Response.Headers.Location = $"{IamLinks.To(call, "projects", project_id).Self}/tags/{Uri.EscapeDataString(tag)}";
            return Outcome.WithStatus<NoContent>(default, StatusCodes.Status201Created);
        });
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Lists the tags of a project.</summary>
internal static class ListProjectTags
{
    public static readonly Operation Operation = new(
        "iam", "ListProjectTags",
        ProjectPolicies.ListTags.Permission,
        TrailRule.Organisation("List Project Tags", "Project"),
        IamErrors.ProjectNotFound);

    public static async Task<Outcome<ProjectTagsResponse>> HandleAsync(string project_id, Call call, IDatabase database)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.ListTags, project_id);
        return found.Error is { } refused ? refused : ToAnswer(call, project_id, found.Value.Tags);
    }

    /// <summary>The tags of a column on the wire.</summary>
    public static ProjectTagsResponse ToAnswer(Call call, string projectId, string tags) =>
        new(ProjectTags.Split(tags), new SelfLink($"{IamLinks.To(call, "projects", projectId).Self}/tags"));
}

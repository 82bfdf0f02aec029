using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Projects;

/// <summary>Tells whether a project has a tag: 204, or 404.</summary>
internal static class CheckProjectTag
{
    public static readonly Operation Operation = new(
        "iam", "CheckProjectTag",
        ProjectPolicies.GetTag.Permission,
        TrailRule.Organisation("Check Project Tag", "Project"),
        IamErrors.ProjectNotFound, ProjectErrors.TagNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, string value, Call call, IDatabase database)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.GetTag, project_id);
        return found.Error is { } refused ? refused
            : ProjectTags.Split(found.Value.Tags).Contains(value, StringComparer.Ordinal) ? Outcome.NoContent()
            : ProjectErrors.TagNotFound.With(ShownText.Cut(value));
    }
}

using System.Buffers;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Projects;

/// <summary>The fields of a project that a request gives; null for those that it leaves out.</summary>
internal sealed record ProjectFields(string? Name, string? DomainId, string? ParentId, string? Description, bool? IsEnabled, string? Tags)
{
    // A tag stands in URLs and in a comma-separated list.
    private static readonly SearchValues<char> NotInTags = SearchValues.Create(",/");

    /// <summary>Reads the body.</summary>
    public static ProjectFields Read(JsonFields body, bool isNew)
    {
        if (body.RequiredObject("project") is not { } project)
        {
            return new(null, null, null, null, null, null);
        }

        var name = isNew ? project.RequiredString("name", 1, 64) : project.OptionalString("name", 1, 64);
        if (name is { Length: > 0 } && string.IsNullOrWhiteSpace(name))
        {
            project.AddProblem("name", "must not be blank");
        }

        var tags = project.OptionalStrings("tags", maxCount: 80);
        for (var index = 0; index < tags?.Count; index++)
        {
            if (tags[index].AsSpan().ContainsAny(NotInTags))
            {
                project.AddProblem($"tags[{index}]", "must not contain ',' or '/'");
            }
        }

        return new(
            name,
            project.OptionalString("domain_id", 1),
            project.OptionalString("parent_id", 1),
            project.OptionalString("description", 0, 4096),
            project.OptionalBoolean("enabled"),
            tags is null ? null : string.Join(',', tags.Distinct(StringComparer.Ordinal)));
    }
}

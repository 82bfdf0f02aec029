using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A project in the shape of seed 1. An organisation seen as a project has neither organisation nor parent.</summary>
public sealed record ProjectBody(
    string Id,
    string Name,
    string? DomainId,
    string Description,
    bool Enabled,
    string? ParentId,
    bool IsDomain,
    IReadOnlyList<string> Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, JsonElement>? Extra,
    ImmutableOption Options,
    SelfLink Links)
{
    /// <summary>What is above it, if it was asked for: a list of projects, or their ids nested in each other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Parents { get; init; }

    /// <summary>What is below it, if it was asked for: a list of projects, or their ids nested in each other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Subtree { get; init; }

    /// <summary>Its limits, if they were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LimitBody>? Limits { get; init; }

    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Attributes { get; set; }
}

/// <summary>Answer of CreateProject, GetProject and UpdateProject.</summary>
public sealed record ProjectResponse(ProjectBody Project);

/// <summary>Answer of ListProjects and ListUserProjects.</summary>
public sealed record ProjectsResponse(IReadOnlyList<ProjectBody> Projects, ListLinks Links);

/// <summary>Answer of ListProjectTags and ReplaceProjectTags.</summary>
public sealed record ProjectTagsResponse(IReadOnlyList<string> Tags, SelfLink Links);

/// <summary>JSON metadata of the records of projects that are new here.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProjectTagsResponse))]
[JsonSerializable(typeof(IReadOnlyList<ProjectResponse>))]
public sealed partial class ProjectJson : JsonSerializerContext;

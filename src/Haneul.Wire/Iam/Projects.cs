using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A project in the shape of seed 1.</summary>
public sealed record ProjectBody(
    string Id,
    string Name,
    string DomainId,
    string Description,
    bool Enabled,
    string ParentId,
    bool IsDomain,
    IReadOnlyList<string> Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NoOptions? Extra,
    NoOptions Options,
    SelfLink Links);

/// <summary>Answer of CreateProject, GetProject and UpdateProject.</summary>
public sealed record ProjectResponse(ProjectBody Project);

/// <summary>Answer of ListProjects and ListUserProjects.</summary>
public sealed record ProjectsResponse(IReadOnlyList<ProjectBody> Projects, ListLinks Links);

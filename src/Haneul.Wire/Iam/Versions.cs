using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A link with its relation.</summary>
public sealed record VersionLink(string Rel, string Href);

/// <summary>A media type of an API version.</summary>
public sealed record VersionMediaType(string Base, string Type);

/// <summary>An API version.</summary>
public sealed record VersionDescription(
    string Id,
    string Status,
    string Updated,
    IReadOnlyList<VersionLink> Links,
    [property: JsonPropertyName("media-types")] IReadOnlyList<VersionMediaType> MediaTypes);

/// <summary>The list inside <see cref="VersionsResponse"/>.</summary>
public sealed record VersionValues(IReadOnlyList<VersionDescription> Values);

/// <summary>Answer of ListVersions.</summary>
public sealed record VersionsResponse(VersionValues Versions);

/// <summary>Answer of GetVersion.</summary>
public sealed record VersionResponse(VersionDescription Version);

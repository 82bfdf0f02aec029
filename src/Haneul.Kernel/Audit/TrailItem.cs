using Haneul.Kernel.Dialects;

namespace Haneul.Kernel.Audit;

/// <summary>What a call that names several resources did to one of them.</summary>
/// <param name="ResourceId">Id of the resource.</param>
/// <param name="ResourceName">Its name, if it is known.</param>
/// <param name="Status">The status that a call about this one alone would have had.</param>
/// <param name="ErrorCode">The code of its error; null for a success.</param>
public sealed record TrailItem(string ResourceId, string? ResourceName, int Status = 200, string? ErrorCode = null)
{
    /// <summary>Name of its event, where one call does things that have events of different names; null for that of the operation.</summary>
    public string? EventName { get; init; }

    /// <summary>The kind of resource that goes with <see cref="EventName"/>; null for that of the operation.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Facts about this one beside those of the call.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>An item that came to an error.</summary>
    public static TrailItem Failed(string resourceId, string? resourceName, Error error) => new(resourceId, resourceName, error.Code.Status, error.Code.Code);
}

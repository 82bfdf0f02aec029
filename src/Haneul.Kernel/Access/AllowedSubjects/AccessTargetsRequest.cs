using Haneul.Kernel.Operations;

namespace Haneul.Kernel.Access.AllowedSubjects;

/// <summary>The body of the calls that put subjects on a list or take them off it.</summary>
/// <param name="Ids">The ids, as they were sent.</param>
public sealed record AccessTargetsRequest(IReadOnlyList<string> Ids)
{
    /// <summary>Reads the body.</summary>
    public static readonly Func<JsonFields, AccessTargetsRequest> Read = static body =>
        new(body.RequiredObject("targets") is { } targets ? BulkRequest.ReadIds(targets, "ids") : []);

    /// <summary>The ids, each once, in the order of the request.</summary>
    public IReadOnlyList<string> DistinctIds => [.. Ids.Distinct(StringComparer.Ordinal)];
}

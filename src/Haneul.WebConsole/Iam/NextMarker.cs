using Haneul.Wire.Iam;
using Microsoft.AspNetCore.WebUtilities;

namespace Haneul.WebConsole.Iam;

/// <summary>Finds the marker of the next page in the links of a list.</summary>
internal static class NextMarker
{
    /// <summary>The marker; null on the last page.</summary>
    public static string? Of(ListLinks links) =>
        links.Next is { } next && next.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query
            && QueryHelpers.ParseQuery(next[query..]).TryGetValue("marker", out var marker) ? marker.ToString() : null;
}

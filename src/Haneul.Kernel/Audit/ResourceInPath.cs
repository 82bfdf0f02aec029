using Haneul.Kernel.Operations;

namespace Haneul.Kernel.Audit;

/// <summary>
/// The resource that a path names, for calls that were refused before their handler looked at it: whoever searches the trail for a secret must find those who were not let near it.
/// </summary>
internal static class ResourceInPath
{
    // A caller must not fill the trail with the longest paths that a server reads.
    private const int LongestRecorded = 128;
    private const string Id = "id";
    private const string OfVersion = "Version";

    /// <summary>The id in the parameter that is named after the resource type; null if the route has none.</summary>
    public static string? Find(Call call, string? resourceType)
    {
        if (resourceType is null)
        {
            return null;
        }

        var wanted = NameOf(resourceType);
        foreach (var (parameter, value) in call.Context.Request.RouteValues)
        {
            if (value is string { Length: > 0 } id && string.Equals(parameter.Replace("_", "", StringComparison.Ordinal), wanted, StringComparison.OrdinalIgnoreCase))
            {
                return id.Length <= LongestRecorded ? id : id[..LongestRecorded];
            }
        }

        return null;
    }

    // secretId for "Secret", and for "Secret Version", whose resource id is that of its secret; service_account_id for "Service Account".
    private static string NameOf(string resourceType)
    {
        var words = resourceType.Replace(" ", "", StringComparison.Ordinal);
        return (words.EndsWith(OfVersion, StringComparison.Ordinal) ? words[..^OfVersion.Length] : words) + Id;
    }
}

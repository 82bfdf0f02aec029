using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam;

/// <summary>The id that a client may repeat in the body of a resource whose address already has it.</summary>
internal static class MatchingId
{
    /// <summary>Notes a problem if the body gives another id than the path: as in Keystone, an id can't be changed.</summary>
    public static void Check(JsonFields resource, string id)
    {
        if (resource.OptionalString("id") is { } given && !string.Equals(given, id, StringComparison.Ordinal))
        {
            resource.AddProblem("id", "can't be changed");
        }
    }
}

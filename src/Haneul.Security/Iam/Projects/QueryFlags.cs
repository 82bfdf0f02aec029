using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Projects;

/// <summary>Parameters that say yes by being there, as Keystone reads them.</summary>
internal static class QueryFlags
{
    /// <summary>Whether the parameter is there, and not as 0 or false: <c>?subtree_as_list</c> is enough.</summary>
    public static bool IsSet(Call call, string name) =>
        call.Context.Request.Query.TryGetValue(name, out var values)
        && !string.Equals(values[0], "0", StringComparison.Ordinal) && !string.Equals(values[0], "false", StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Frozen;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.Iam;

/// <summary>Parameters that say yes by being there, as Keystone reads them.</summary>
internal static class QueryFlags
{
    private static readonly FrozenSet<string> Noes = new[] { "0", "f", "false", "n", "no", "off" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the parameter is there and does not say no: <c>?subtree_as_list</c> is enough. Of several values the last counts.</summary>
    public static bool IsSet(Call call, string name) => IsSet(call.Context.Request.Query, name);

    /// <inheritdoc cref="IsSet(Call, string)"/>
    public static bool IsSet(IQueryCollection query, string name) => query.TryGetValue(name, out var values) && !Noes.Contains(values[^1] ?? "");
}

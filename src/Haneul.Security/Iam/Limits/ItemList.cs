using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Limits;

/// <summary>The list of a request that makes several things at once.</summary>
internal static class ItemList
{
    private const int MostItems = 100;

    /// <summary>Reads the list, which must have an item.</summary>
    public static IReadOnlyList<T> Read<T>(JsonFields body, string name, Func<JsonFields, T> read)
    {
        var items = body.OptionalObjects(name, read, MostItems);
        if (items is null or { Count: 0 })
        {
            body.AddProblem(name, "must be a list with at least one item");
        }

        return items ?? [];
    }
}

using Haneul.Kernel.Storage;
using Haneul.Wire;

namespace Haneul.Kernel.Operations;

/// <summary>A key that a list may be sorted by.</summary>
/// <param name="Name">Its name in <c>sort_keys</c>.</param>
/// <param name="Expression">What the rows are ordered by.</param>
public sealed record SortKey(string Name, Sql Expression);

/// <summary>The part of a list that a caller asks for: <c>limit</c>, <c>offset</c>, <c>sort_keys</c>, <c>sort_dirs</c>.</summary>
/// <param name="Limit">Most items of the page.</param>
/// <param name="Offset">Items before the page.</param>
/// <param name="OrderBy">The list after ORDER BY. It ends with a unique key, so that every item is on exactly one page.</param>
public sealed record ListPage(int Limit, int Offset, Sql OrderBy)
{
    private const int DefaultLimit = 20;
    private const int LargestLimit = 1000;

    // No list has so many keys, and no request needs more.
    private const int MostKeys = 16;

    private static readonly Sql Ascending = Sql.Empty;
    private static readonly Sql Descending = $" DESC";

    /// <summary>Reads the parameters; what is wrong with them is left in <paramref name="query"/>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="keys">The keys that the list may be sorted by; without <c>sort_keys</c> it is by the first, newest first.</param>
    /// <param name="unique">Tells items apart that are equal by every other key.</param>
    public static ListPage Read(QueryFields query, IReadOnlyList<SortKey> keys, Sql unique) => new(
        query.Int32("limit", 1, LargestLimit) ?? DefaultLimit,
        query.Int32("offset", 0, int.MaxValue) ?? 0,
        ReadOrder(query, keys, unique));

    /// <summary>What the answer says about the page.</summary>
    public Pagination ToPagination(long total) => new(Offset, Limit, total);

    private static Sql ReadOrder(QueryFields query, IReadOnlyList<SortKey> keys, Sql unique)
    {
        var names = query.Text("sort_keys")?.Split(',', MostKeys + 1);
        var directions = query.Text("sort_dirs")?.Split(',', MostKeys + 1);
        var chosen = names is null ? [keys[0]] : Choose(query, keys, names);
        var isDescending = ReadDirections(query, directions, chosen.Count, isDescendingByDefault: names is null);
        var order = Sql.Empty;
        for (var index = 0; index < chosen.Count && index < isDescending.Count; index++)
        {
            var direction = isDescending[index] ? Descending : Ascending;
            order = $"{order}{chosen[index].Expression}{direction}, ";
        }

        var last = isDescending is [.., true] ? Descending : Ascending;
        return $"{order}{unique}{last}";
    }

    private static List<SortKey> Choose(QueryFields query, IReadOnlyList<SortKey> keys, string[] names)
    {
        var chosen = new List<SortKey>();
        foreach (var name in names)
        {
            var key = keys.FirstOrDefault(key => key.Name == name);
            if (key is null || chosen.Contains(key))
            {
                query.AddProblem("sort_keys", $"must be some of {string.Join(", ", keys.Select(each => each.Name))}, each at most once, with commas between them");
                return [];
            }

            chosen.Add(key);
        }

        return chosen;
    }

    /// <summary>One direction for every key, or one for all; without any the direction of the list's own order, and ascending for chosen keys.</summary>
    private static IReadOnlyList<bool> ReadDirections(QueryFields query, string[]? directions, int count, bool isDescendingByDefault)
    {
        if (directions is null)
        {
            return [.. Enumerable.Repeat(isDescendingByDefault, count)];
        }

        if (directions.Any(direction => direction is not ("asc" or "desc")) || (directions.Length != 1 && directions.Length != count))
        {
            query.AddProblem("sort_dirs", "must be asc or desc, once for all sort_keys or once for each, with commas between them");
            return [];
        }

        return directions.Length == 1
            ? [.. Enumerable.Repeat(directions[0] == "desc", count)]
            : [.. directions.Select(direction => direction == "desc")];
    }
}

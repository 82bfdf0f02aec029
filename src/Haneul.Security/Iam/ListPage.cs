using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam;

/// <summary>
/// The page of a list that a call asks for: Keystone's <c>limit</c> and <c>marker</c>, the id of the last item seen. Lists are ordered by id. Without a limit a page has
/// <see cref="Longest"/> items, so that no list of a large installation is ever read whole; <c>links.next</c> leads on.
/// </summary>
/// <param name="Limit">Most items of the page.</param>
/// <param name="After">The id after which it begins; empty for the first page, because every id is greater.</param>
internal sealed record ListPage(int Limit, string After)
{
    /// <summary>Most items of any page.</summary>
    public const int Longest = 1000;

    /// <summary>How many rows to read: one more than the page has, to know whether another page follows.</summary>
    public int Take => Limit + 1;

    /// <summary>Reads the parameters. A limit above <see cref="Longest"/> counts as that, as in Keystone.</summary>
    public static ListPage Read(QueryFields query) =>
        new(Math.Min(query.Int32("limit", 1, int.MaxValue) ?? Longest, Longest), query.Text("marker", 64) ?? "");

    /// <summary>The links of the list. Cuts <paramref name="items"/> to the page.</summary>
    public ListLinks Cut<T>(Call call, string path, List<T> items, Func<T, string> idOf)
    {
        var self = IamLinks.ToList(call, path);
        if (items.Count <= Limit)
        {
            return self;
        }

        items.RemoveRange(Limit, items.Count - Limit);
        return self with { Next = IamLinks.ToNextPage(call, path, Limit, idOf(items[^1])) };
    }
}

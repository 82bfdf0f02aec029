using AngleSharp.Dom;

namespace Haneul.ApiTests.WebConsole.Roles;

/// <summary>
/// Follows every link from the overview on, as far as it leads to things of the world, and notes what each page offers: to which pages it leads and which forms are on it.
/// </summary>
/// <param name="person">Who looks.</param>
internal sealed class Crawl(SignedInPerson person)
{
    // Numbers of versions and the like, which are no things of the world.
    private static readonly string[] Words = ["1", "2", "3", "4", "live", "users", "groups"];

    private readonly HashSet<string> _known = [.. person.Things.Values, .. Words];

    /// <summary>The pages that were opened, by path, with what they were answered.</summary>
    public Dictionary<string, PageSeen> Pages { get; } = new(StringComparer.Ordinal);

    /// <summary>The pages and forms that are offered, each with the path of the first page that does so.</summary>
    public Dictionary<(string Method, string Path), string> Offers { get; } = [];

    /// <summary>Looks at everything.</summary>
    public async Task RunAsync()
    {
        var open = new Queue<string>(["/"]);
        while (open.TryDequeue(out var address))
        {
            var seen = await OpenAsync(address);
            if (seen.Status != 200)
            {
                continue;
            }

            foreach (var (method, target) in OffersOf(person.Browser.Html))
            {
                var path = PathOf(target);
                if (!Offers.TryAdd((method, path), PathOf(address)) || method != "GET" || RouteTable.Find("GET", path) is not { } row)
                {
                    continue;
                }

                // Of a list that goes on on other pages the thing of the world stands for all.
                open.Enqueue(row.ValuesIn(path).All(_known.Contains) ? target : row.PathIn(person.Things));
            }
        }
    }

    /// <summary>Opens a page, once.</summary>
    public async Task<PageSeen> OpenAsync(string address)
    {
        if (Pages.TryGetValue(PathOf(address), out var seen))
        {
            return seen;
        }

        await person.Browser.GoAsync(address);
        seen = new((int)person.Browser.Status, person.Browser.Location, person.Browser.Body);
        person.Browser.Response.Dispose();
        return Pages[PathOf(address)] = seen;
    }

    private static IEnumerable<(string Method, string Target)> OffersOf(IParentNode document)
    {
        foreach (var link in document.QuerySelectorAll("a[href]").Select(static link => link.GetAttribute("href")!).Where(static target => target.StartsWith('/')))
        {
            yield return ("GET", link.Split('#')[0]);
        }

        foreach (var form in document.QuerySelectorAll("form[action]"))
        {
            yield return (form.GetAttribute("method")?.ToUpperInvariant() ?? "GET", form.GetAttribute("action")!.Split('#')[0]);
        }
    }

    private static string PathOf(string address) => address.Split('?')[0];
}

/// <summary>What a page was answered.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Location">Where it led; null if it did not.</param>
/// <param name="Body">Its body.</param>
internal sealed record PageSeen(int Status, string? Location, string Body);

using System.Text.RegularExpressions;

namespace Haneul.EndToEndTests.Browser;

/// <summary>The pages that a person can come to by following links, one of each kind: what is added to the console is found here by itself.</summary>
/// <param name="Pages">Paths of pages with their query, in the order in which they were found.</param>
/// <param name="DeadLinks">Links that lead nowhere, with the page that they are on.</param>
public sealed partial record ConsoleMap(IReadOnlyList<string> Pages, IReadOnlyList<string> DeadLinks)
{
    private const int MostPages = 150;
    private const string Links = """[...document.querySelectorAll("a[href^='/']:not([download])")].map(link => link.getAttribute('href'))""";

    /// <summary>Follows every link from the overview on.</summary>
    /// <param name="window">A window in which somebody is signed in.</param>
    /// <param name="own">The id of that person, whose own page is left to others: it offers less than somebody else's.</param>
    /// <param name="lookAsync">What else is done where a page is open.</param>
    public static async Task<ConsoleMap> DrawAsync(BrowserWindow window, string own, Func<string, Task>? lookAsync = null)
    {
        var found = new List<string> { "/" };
        var dead = new List<string>();
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var kinds = new HashSet<string>(StringComparer.Ordinal) { "/" };
        for (var index = 0; index < found.Count && found.Count < MostPages; index++)
        {
            var answer = await window.GoAsync(found[index]);
            if (!answer.Ok || answer.Headers.GetValueOrDefault("content-type")?.StartsWith("text/html", StringComparison.Ordinal) != true)
            {
                if (!answer.Ok)
                {
                    dead.Add($"{found[index]} on {from[found[index]]}");
                }

                found.RemoveAt(index--);
                continue;
            }

            if (lookAsync is not null)
            {
                await lookAsync(found[index]);
            }

            foreach (var path in (await window.EvaluateAsync(Links)).EnumerateArray().Select(static link => link.GetString()!))
            {
                if (!path.Contains("/export", StringComparison.Ordinal) && !path.StartsWith($"/iam/users/{own}", StringComparison.Ordinal) && kinds.Add(KindOf(path)))
                {
                    found.Add(path);
                    from[path] = found[index];
                }
            }
        }

        return new ConsoleMap(found, dead);
    }

    // Sorting, paging and ways back make no other page.
    private static string KindOf(string path) => Id().Replace(path.Split('?', '#')[0], "/{}");

    [GeneratedRegex("/(?:[0-9a-f]{32}|[0-9a-f-]{36}|[0-9]+|[a-z]+-[0-9a-f-]{16,})(?=/|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}

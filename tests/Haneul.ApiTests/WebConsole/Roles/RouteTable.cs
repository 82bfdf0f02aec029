using System.Text.RegularExpressions;
using Haneul.ApiTests.WebConsole.Security;

namespace Haneul.ApiTests.WebConsole.Roles;

/// <summary>The table of pages and forms beside this file.</summary>
internal static class RouteTable
{
    /// <summary>Every row of it.</summary>
    public static IReadOnlyList<RouteRow> Rows { get; } = [.. Read()];

    /// <summary>The row that a path belongs to: of several that fit the one with the fewest names, as routing has it.</summary>
    public static RouteRow? Find(string method, string path) =>
        Rows.Where(row => row.Route.Method == method && row.Matches(path)).MinBy(static row => row.Names.Count);

    private static IEnumerable<RouteRow> Read()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "WebConsole", "Roles", "routes.txt")).Where(static line => line.Length > 0 && line[0] != '#'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            Assert.True(cells.Length is >= 2 and <= 6, line);
            string[] all = [.. cells, .. Enumerable.Repeat("", 6 - cells.Length)];
            yield return new RouteRow(new(all[0].Split(' ')[0], all[0].Split(' ')[1]), all[1], all[2], all[3], all[4], all[5]);
        }
    }
}

/// <summary>A row of the table: what a page or a form stands on.</summary>
/// <param name="Route">The page or form.</param>
/// <param name="Needs">What somebody must be allowed to do.</param>
/// <param name="Values">What the names in its path stand for, where that is not the thing of the same name.</param>
/// <param name="Form">What is sent.</param>
/// <param name="Answer">What whoever is allowed is answered.</param>
/// <param name="Way">Why there is no link to it, or why everybody has one; empty for links to whoever is allowed.</param>
internal sealed partial record RouteRow(ConsoleRoute Route, string Needs, string Values, string Form, string Answer, string Way)
{
    private readonly Regex _pattern = new($"^{Name().Replace(Route.Template, "([^/]+)")}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether it is a form.</summary>
    public bool IsForm => Route.Method == "POST";

    /// <summary>The names in its path.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Name().Matches(Route.Template).Select(static match => match.Groups["name"].Value)];

    /// <summary>Whether whoever is allowed must find a way to it.</summary>
    public bool IsLinked => !Way.StartsWith("no:", StringComparison.Ordinal);

    /// <summary>Whether everybody is shown a way to it, allowed or not.</summary>
    public bool IsForAll => Way.StartsWith("all:", StringComparison.Ordinal);

    /// <summary>The things that must be new ones for whoever is allowed.</summary>
    public IEnumerable<string> Fresh => Placeholder().Matches(Values).Select(static match => match.Groups["name"].Value).Where(static name => name[0] == '+').Select(static name => name[1..]);

    /// <summary>Whether a status is that of somebody who is allowed.</summary>
    public bool IsAnswer(int status) => (Answer.Length > 0 ? Answer.Split('/')[0] : IsForm ? "303" : "200").Split(' ').Contains($"{status}");

    /// <summary>Whether a status is that of somebody who is not.</summary>
    public bool IsRefusal(int status) => status is 403 or 404 || (Answer.Split('/') is [_, var refusal] && refusal.Split(' ').Contains($"{status}"));

    /// <summary>Whether a path is one of its own.</summary>
    public bool Matches(string path) => _pattern.IsMatch(path);

    /// <summary>The values of its names in a path.</summary>
    public IEnumerable<string> ValuesIn(string path) => _pattern.Match(path).Groups.Values.Skip(1).Select(static group => group.Value);

    /// <summary>Its path with the things of the world.</summary>
    public string PathIn(IReadOnlyDictionary<string, string> things)
    {
        var values = Pairs(Values, things).ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
        return Route.PathWith(name => values.TryGetValue(name, out var value) ? value : things[name]);
    }

    /// <summary>What is sent, with the things of the world.</summary>
    public IEnumerable<KeyValuePair<string, string>> FieldsIn(IReadOnlyDictionary<string, string> things) => Pairs(Form is ['{', .., '}'] && !Form.Contains('=') ? things[Form[1..^1]] : Form, things);

    /// <inheritdoc />
    public override string ToString() => Route.ToString();

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text, IReadOnlyDictionary<string, string> things) =>
        from pair in text.Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let end = pair.IndexOf('=', StringComparison.Ordinal)
        select KeyValuePair.Create(pair[..end], Placeholder().Replace(Uri.UnescapeDataString(pair[(end + 1)..]), match => things[match.Groups["name"].Value.TrimStart('+')]));

    [GeneratedRegex(@"\{(?<name>[^}:]+)(?::[^}]*)?\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{(?<name>\+?[a-z0-9-]+)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}

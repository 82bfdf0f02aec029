using System.Text.Json;

namespace Haneul.EndToEndTests.Browser;

/// <summary>What axe-core (tests/Haneul.EndToEndTests/package.json) finds wrong with a page.</summary>
internal static class Accessibility
{
    private const string Run = """
        axe.run(document, {resultTypes: ['violations'], preload: false, iframes: false}).then(found => JSON.stringify(found.violations.map(violation => `${violation.id}: ${violation.nodes.map(node => node.target.join(' ')).join(' | ')}`)))
        """;

    private static readonly Lazy<string> Axe = new(Read);

    /// <summary>Brings axe-core into every page that a window opens from now on.</summary>
    public static Task LoadAsync(BrowserWindow window) => window.Page.AddInitScriptAsync(Axe.Value);

    /// <summary>The violations of WCAG and of good practice.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsOfAsync(BrowserWindow window) =>
        JsonSerializer.Deserialize<List<string>>((await window.EvaluateAsync(Run)).GetString()!)!;

    /// <summary>By how many pixels a page is wider than the window; a person would have to scroll sideways to read it.</summary>
    public static async Task<int> OverflowOfAsync(BrowserWindow window) =>
        (await window.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth")).GetInt32();

    private static string Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Browser", "axe.min.js");
        return File.Exists(path) ? File.ReadAllText(path) : throw new FileNotFoundException("axe-core is missing: run eng/install-test-tools.sh and build again", path);
    }
}

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>Whatever stands in an address or in the database is text on every page, and never part of it.</summary>
public sealed class ScriptTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Script = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
    private const string Address = "javascript:alert(1)";

    // Beside those that a page's own links and forms name.
    private static readonly string[] Parameters =
    [
        "action", "after", "before", "columns", "cursor", "description", "dir", "email", "event", "from", "group", "id", "key", "kind", "lang", "language", "limit", "message", "mode", "name",
        "next", "notice", "offset", "operation", "order", "page", "path", "project", "q", "query", "range", "return", "role", "sort", "source", "state", "status", "tab", "tag", "theme", "time",
        "title", "to", "type", "user", "value", "version", "view", "zone",
    ];

    [Fact]
    public async Task What_stands_in_the_query_of_a_page_is_text()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var wrong = new List<string>();
        foreach (var path in ConsoleRoute.Pages(fixture).Select(static route => route.PathOfNothing()))
        {
            await browser.GoAsync(path);
            var names = NamesOn(browser).Concat(Parameters).Distinct(StringComparer.Ordinal).ToList();
            foreach (var text in new[] { Script, Address })
            {
                // All at once, and then each with the others as they would be: what one refuses may keep another from being shown.
                await browser.GoAsync(path + "?" + string.Join('&', names.Select(name => $"{name}={Uri.EscapeDataString(text)}")));
                wrong.AddRange(PageFaults.FaultsOf(browser).Select(fault => $"{path}: {fault}"));
                foreach (var name in NamesOn(browser).Append("return"))
                {
                    await browser.GoAsync($"{path}?{name}={Uri.EscapeDataString(text)}");
                    wrong.AddRange(PageFaults.FaultsOf(browser).Select(fault => $"{path}?{name}: {fault}"));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_stands_in_the_path_of_a_page_is_text()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var wrong = new List<string>();
        foreach (var path in ConsoleRoute.Pages(fixture).Select(static route => route.PathWith(static _ => Script)).Append("/" + Uri.EscapeDataString(Script)))
        {
            await browser.GoAsync(path);
            wrong.AddRange(PageFaults.FaultsOf(browser).Select(fault => $"{path}: {fault}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_is_typed_into_a_form_is_text_when_it_comes_back()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var wrong = new List<string>();
        var seen = 0;
        foreach (var path in ConsoleRoute.Pages(fixture).Select(static route => route.PathOfNothing()))
        {
            await browser.GoAsync(path);
            if (browser.Html.QuerySelector("main form[data-form]") is not { } form)
            {
                continue;
            }

            seen++;
            var fields = form.QuerySelectorAll("input[name]:not([type=hidden]), textarea[name]").Select(static field => (field.GetAttribute("name")!, (string?)Script)).ToArray();
            await browser.SubmitAsync("main form[data-form]", fields);
            wrong.AddRange(PageFaults.FaultsOf(browser).Select(fault => $"{path}: {fault}"));
            if (browser.Location is { } location)
            {
                await browser.GoAsync(location);
                wrong.AddRange(PageFaults.FaultsOf(browser).Select(fault => $"{path}, then {location}: {fault}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(seen > 0);
    }

    [Fact]
    public async Task Names_of_users_and_projects_are_text_on_every_page()
    {
        const string Markup = "<script>alert(1)</script>";
        await using var own = new ConsoleFixture();
        await own.InitializeAsync();
        var project = await own.CreateProjectAsync(Markup);
        var admin = await own.AdminTokenAsync();
        var (status, body) = await own.CallAsync(HttpMethod.Post, "/identity/v3/users", admin, $$$$"""
            {"user":{"name":"{{{{Markup}}}}","description":"{{{{Markup}}}}","domain_id":"{{{{own.Bootstrap.DomainId}}}}","password":"Passw0rd-of-a-test"}}
            """);
        Assert.Equal(201, status);
        var user = body.GetProperty("user").GetProperty("id").GetString()!;
        await own.AssignRoleAsync(project, user, "project_admin");
        using var browser = new ConsoleBrowser(own);
        await browser.SignInAsync(Markup, "Passw0rd-of-a-test");
        Assert.Equal(Markup, browser.Html.QuerySelector(".project span")!.TextContent);
        Assert.Equal(Markup, browser.Html.QuerySelector(".account summary span")!.TextContent);
        var wrong = new List<string>();
        foreach (var path in ConsoleRoute.Pages(own).Select(route => route.PathWith(name => name.Contains("project", StringComparison.OrdinalIgnoreCase) ? project : user)))
        {
            await browser.GoAsync(path);
            wrong.AddRange(PageFaults.FaultsOf(browser).Select(fault => $"{path}: {fault}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> NamesOn(ConsoleBrowser browser) =>
        browser.Html.QuerySelectorAll("main form[method=get] [name]").Select(static field => field.GetAttribute("name")!)
            .Concat(browser.Html.QuerySelectorAll("main a[href*='?']")
                .SelectMany(static link => link.GetAttribute("href")!.Split('?', 2)[1].Split('&'))
                .Select(static pair => pair.Split('=')[0]))
            .Where(static name => name.Length is > 0 and < 40)
            .Distinct(StringComparer.Ordinal);
}

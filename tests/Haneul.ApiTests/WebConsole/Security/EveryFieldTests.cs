namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>
/// Every text field of every form that an administrator can reach, found by walking the console from the overview: whoever adds a form has it in here, and a form that the walk does not
/// find fails the test.
/// </summary>
public sealed class EveryFieldTests(FilledWorld world) : IClassFixture<FilledWorld>
{
    // Each ends what it may stand in: an attribute, a title, a text area, a script; and one that is short enough for any name.
    private const string Script = "\"'></textarea></title></script><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}";
    private const string ShortScript = "\"><svg onload=alert(1)>";
    private const string Address = "javascript:alert(1)";

    // What programs stumble over: controls, halves of characters, the ends of numbers and of the calendar, depth and length.
    private static readonly string[] Odd =
    [
        "a\0b", "\u202egnp.exe\u200b\ufeff", "한글 \U0001f511", "%00%0d%0a%zz", "../../../etc/passwd", "{0} {1} {{", "-1", "99999999999999999999", "1e999", "0001-01-01T00:00", "9999-12-31T23:59:59", "0001-01-01",
        "9999-12-31", "2026-13-45T99:99", "{\"a\":\"\\ud800\"}", "{\"a\":1,\"a\":2}", "{\"checkpoint\":[]}", "a=b\nc=d\n=\n==", "*", "https://[::1", "https://u:p@127.0.0.1:99999/%",
        string.Concat(Enumerable.Repeat("{\"a\":", 62)) + "1" + new string('}', 62), new string('[', 5000), new string('x', 70_000),
    ];

    // Nobody who is signed in is shown these.
    private static readonly string[] BeforeSignIn = ["/sign-in", "/sign-in/passcode"];

    [Fact]
    public async Task What_is_typed_into_any_field_is_text_in_the_answer_and_on_every_page_afterwards()
    {
        var forms = await FindAsync();
        var wrong = new List<string>();
        foreach (var form in forms.Where(static form => form.Texts.Count > 0))
        {
            foreach (var text in new[] { Script, ShortScript, Address })
            {
                foreach (var button in form.Buttons)
                {
                    wrong.AddRange(await TryAsync(form, button, form.Texts.ToDictionary(static name => name, _ => text, StringComparer.Ordinal)));
                }

            }

            // And each alone: what one field is refused for may keep another from being stored.
            foreach (var name in form.IsDangerous || form.Texts.Count == 1 ? [] : form.Texts)
            {
                wrong.AddRange(await TryAsync(form, form.Buttons[^1], new Dictionary<string, string>(StringComparer.Ordinal) { [name] = ShortScript }));
            }
        }

        var stored = 0;
        await foreach (var path in world.WalkAsync())
        {
            wrong.AddRange(PageFaults.FaultsOf(world.Browser).Select(fault => $"{path}, afterwards: {fault}"));
            stored += world.Browser.Html.DocumentElement.TextContent.Contains("<svg onload", StringComparison.Ordinal) || world.Browser.Html.DocumentElement.TextContent.Contains("<script>alert", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
        Assert.True(stored >= 10, $"Only {stored} pages show what was typed.");
    }

    [Fact]
    public async Task What_nobody_types_and_a_browser_may_send_nonetheless_is_text_too()
    {
        var wrong = new List<string>();
        foreach (var form in await FindAsync())
        {
            foreach (var name in form.Others.Concat(form.Buttons.Select(static button => button.Name!)).Where(static name => name is not null).Distinct(StringComparer.Ordinal))
            {
                wrong.AddRange(await TryAsync(form, form.Buttons[0], new Dictionary<string, string>(StringComparer.Ordinal) { [name] = Script }));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Nothing_that_is_typed_makes_the_server_fail()
    {
        var wrong = new List<string>();
        foreach (var form in (await FindAsync()).Where(static form => form.Texts.Count > 0))
        {
            foreach (var text in Odd)
            {
                // The calendar begins too late east of Greenwich, and ends too early west of it.
                world.Browser.Cookies["haneul-zone"] = text.StartsWith('9') ? "America%2FNew_York" : "Asia%2FSeoul";
                wrong.AddRange(await TryAsync(form, form.Buttons[^1], form.Texts.ToDictionary(static name => name, _ => text, StringComparer.Ordinal)));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Nothing_that_stands_in_an_address_makes_the_server_fail()
    {
        var wrong = new List<string>();
        world.Browser.Cookies["haneul-zone"] = "Asia%2FSeoul";
        var paths = new List<string>();
        await foreach (var path in world.WalkAsync())
        {
            paths.Add(path);
        }

        var routes = ConsoleRoute.Pages(world);
        foreach (var page in paths.Where(static path => path.Contains('?', StringComparison.Ordinal)).Select(static path => path.Split('?', 2)).GroupBy(parts => ConsoleRoute.Of(routes, parts[0])))
        {
            var path = page.First()[0];
            var names = page.SelectMany(static parts => parts[1].Split('&')).Select(static pair => pair.Split('=')[0]).Distinct(StringComparer.Ordinal).ToList();
            foreach (var text in Odd.Where(static text => text.Length < 100).Select(Uri.EscapeDataString))
            {
                // All at once: a page looks at all of them before it refuses any.
                var query = string.Join('&', names.Select(name => $"{name}={text}"));
                await world.OpenAsync($"{path}?{query}");
                wrong.AddRange(PageFaults.FaultsOf(world.Browser).Select(fault => $"{path}?{Cut(query)}: {fault}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_walk_finds_every_form_that_there_is()
    {
        await using var own = new FilledWorld();
        await own.InitializeAsync();
        var forms = ConsoleRoute.Forms(own);
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var path in own.WalkAsync())
        {
            found.UnionWith(own.Browser.Html.QuerySelectorAll("form[method=post]").Select(form => ConsoleRoute.Of(forms, form.GetAttribute("action")!.Split('?')[0])?.Template ?? ""));
        }

        var missing = forms.Select(static route => route.Template).Except(BeforeSignIn, StringComparer.Ordinal).Where(template => !found.Contains(template)).ToList();

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    // The dangerous ones last: what they take away has no pages any more.
    private async Task<IReadOnlyList<ConsoleForm>> FindAsync()
    {
        var found = new List<ConsoleForm>();
        var routes = ConsoleRoute.Forms(world);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var path in world.WalkAsync())
        {
            found.AddRange(ConsoleForm.On(world.Browser, path)
                .Where(form => !world.IsOwn(form.Path))
                .Where(form => seen.Add($"{ConsoleRoute.Of(routes, form.Path)} {string.Join(' ', form.Texts)} {string.Join(' ', form.Others)}")));
        }

        await world.OpenAsync("/profile");
        return [.. found.OrderBy(static form => form.IsDangerous)];
    }

    private async Task<IReadOnlyList<string>> TryAsync(ConsoleForm form, (string? Name, string? Value) button, IReadOnlyDictionary<string, string> fields)
    {
        await form.SendAsync(world.Browser, button, fields);
        if (world.Browser.Location is { } asked && (asked.StartsWith("/sign-in", StringComparison.Ordinal) || asked.StartsWith("/confirm", StringComparison.Ordinal)))
        {
            await world.OpenAsync(form.Page);
            await form.SendAsync(world.Browser, button, fields);
        }

        var what = $"{form} with {string.Join(", ", fields.Select(static field => $"{field.Key}={Cut(field.Value)}"))}";
        var wrong = PageFaults.FaultsOf(world.Browser).Select(fault => $"{what}: {fault}").ToList();
        if (world.Browser.Location is { } location)
        {
            Assert.True(location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal), $"{what} leads to {location}");
            await world.OpenAsync(location);
            wrong.AddRange(PageFaults.FaultsOf(world.Browser).Select(fault => $"{what}, then {location}: {fault}"));
        }

        return wrong;
    }

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";
}

using System.Net;

namespace Haneul.ApiTests.WebConsole.Secrets;

public sealed class SecretListTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    [Fact]
    public async Task The_list_has_the_secrets_of_the_project_and_none_of_their_values()
    {
        var name = world.NewName();
        await world.StoreAsync(name, "canary-of-the-list");
        using var browser = await ConsoleBrowser.SignedInAsync(world);

        await browser.GoAsync("/secrets");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains(name, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-of-the-list", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_finds_by_words_and_says_when_nothing_fits()
    {
        var name = world.NewName("needle");
        await world.StoreAsync(name, "v");
        await world.StoreAsync(world.NewName("hay"), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);

        await browser.GoAsync($"/secrets?q={name}");
        Assert.Equal(name, Assert.Single(browser.Html.QuerySelectorAll("tbody tr a.name")).TextContent);

        await browser.GoAsync("/secrets?q=thereisnosuchsecret");
        Assert.Contains("No matching secrets", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_without_a_word_is_told_so_and_kept()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);

        await browser.GoAsync("/secrets?q=%3F%3F");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("??", browser.Html.QuerySelector("#field-q")!.GetAttribute("value"));
        Assert.NotNull(browser.Html.QuerySelector(".problem"));
    }

    [Fact]
    public async Task Sorting_by_name_puts_them_in_order_both_ways()
    {
        var (first, second) = (world.NewName("a-first"), world.NewName("b-second"));
        await world.StoreAsync(second, "v");
        await world.StoreAsync(first, "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);

        await browser.GoAsync("/secrets?sort=name&size=200");
        var up = browser.Html.QuerySelectorAll("a.name").Select(link => link.TextContent).ToList();
        await browser.GoAsync("/secrets?sort=name&dir=desc&size=200");
        var down = browser.Html.QuerySelectorAll("a.name").Select(link => link.TextContent).ToList();

        Assert.True(up.IndexOf(first) < up.IndexOf(second));
        Assert.True(down.IndexOf(first) > down.IndexOf(second));
    }

    [Fact]
    public async Task The_list_goes_on_page_by_page_until_everything_was_seen()
    {
        var names = Enumerable.Range(0, 5).Select(_ => world.NewName("paged")).ToList();
        foreach (var name in names)
        {
            await world.StoreAsync(name, "v");
        }

        using var browser = await ConsoleBrowser.SignedInAsync(world);
        var seen = new List<string>();
        await browser.GoAsync("/secrets?q=paged&size=2");
        for (var page = 0; page < 3; page++)
        {
            seen.AddRange(browser.Html.QuerySelectorAll("a.name").Select(link => link.TextContent));
            if (browser.Html.QuerySelector("a[rel=next]") is { } next)
            {
                await browser.GoAsync(next.GetAttribute("href")!);
            }
        }

        Assert.Equal(names.Order(), seen.Order());
    }

    [Fact]
    public async Task A_project_without_secrets_teaches_how_to_begin()
    {
        var project = await world.CreateProjectAsync();
        var person = await world.CreatePersonaAsync(project, "project_member");
        using var browser = new ConsoleBrowser(world);
        await browser.SignInAsync(person.UserName, person.Password);

        await browser.GoAsync("/secrets");

        Assert.Contains("No secrets yet", browser.Text, StringComparison.Ordinal);
        Assert.Contains("curl -X POST", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_in_names_descriptions_and_tags_comes_out_as_text()
    {
        const string Script = "<script>alert(1)</script>";
        var id = await world.StoreAsync(world.NewName(Script), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/edit");
        await browser.SubmitAsync("main form.card", ("description", Script), ("tags", $"{Script}\nb={Script}"));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);

        foreach (var path in new[] { "/secrets?q=script", $"/secrets/{id}", $"/secrets/{id}/edit", $"/secrets/{id}/activity", $"/secrets/{id}/access", $"/secrets/{id}/versions/1/value" })
        {
            await browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.Contains(Script, browser.Text + browser.Html.QuerySelector("#field-name")?.GetAttribute("value"), StringComparison.Ordinal);
            Assert.Empty(browser.Html.QuerySelectorAll("main script"));
        }
    }

    [Fact]
    public async Task A_secret_of_another_project_is_not_there()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        var person = await world.CreatePersonaAsync(await world.CreateProjectAsync(), "project_admin");
        using var browser = new ConsoleBrowser(world);
        await browser.SignInAsync(person.UserName, person.Password);

        foreach (var path in new[] { "", "/edit", "/access", "/activity", "/compare", "/key", "/delete", "/versions/new", "/versions/1/value", "/versions/1/schedule" })
        {
            await browser.GoAsync($"/secrets/{id}{path}");
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }
    }
}

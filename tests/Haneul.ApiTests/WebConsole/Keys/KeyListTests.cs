using System.Net;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>The list of keys: searching, sorting, columns, and what it teaches.</summary>
public sealed class KeyListTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_project_without_keys_is_told_how_to_make_one()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys");

        Assert.Contains("No user keys yet", world.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("curl -X POST", world.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("/api/v1/keys", world.Browser.Html.QuerySelector(".empty pre")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=ORD", "orders orders-old")]
    [InlineData("q=orders-old", "orders-old")]
    [InlineData("status=PRE_ACTIVATION", "orders-old")]
    [InlineData("purpose=HMAC", "webhooks")]
    [InlineData("type=ASYMMETRIC", "releases")]
    [InlineData("algorithm=AES256-GCM96&q=old", "orders-old")]
    [InlineData("access=true&purpose=DIGITAL_SIGNATURE", "releases")]
    [InlineData("access=false", "")]
    [InlineData("q=nothing", "")]
    [InlineData("status=nonsense&purpose=HMAC", "webhooks")]
    public async Task What_is_asked_for_is_found(string query, string names)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.CreateKeyAsync("orders");
        await world.CreateKeyAsync("orders-old", more: ""","is_pending_activation":true""");
        await world.CreateKeyAsync("releases", KeyPagesWorld.Ecdsa);
        await world.CreateKeyAsync("webhooks", KeyPagesWorld.Hmac);

        await world.Browser.GoAsync("/keys?" + query);

        Assert.Equal(HttpStatusCode.OK, world.Browser.Status);
        Assert.Equal(names, string.Join(' ', NamesOf(world).Order(StringComparer.Ordinal)));
        Assert.Equal(names.Length == 0, world.Browser.Text.Contains("No matching keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_id_finds_its_key()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.CreateKeyAsync("orders");
        var id = await world.CreateKeyAsync("webhooks", KeyPagesWorld.Hmac);

        await world.Browser.GoAsync("/keys?q=" + id);

        Assert.Equal(["webhooks"], NamesOf(world));
    }

    [Fact]
    public async Task The_list_is_sorted_and_paged_by_the_api()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        foreach (var name in new[] { "b", "c", "a" })
        {
            await world.CreateKeyAsync(name);
        }

        await world.Browser.GoAsync("/keys?sort=name&dir=desc&size=2");
        Assert.Equal(["c", "b"], NamesOf(world));
        Assert.Equal("descending", world.Browser.Html.QuerySelector("th")!.GetAttribute("aria-sort"));

        await world.Browser.GoAsync(world.Browser.Html.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(["a"], NamesOf(world));
    }

    [Fact]
    public async Task Columns_are_chosen_by_the_address()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.CreateKeyAsync("orders");

        await world.Browser.GoAsync("/keys?columns=created_by&columns=type");

        Assert.Equal(["Name", "Type", "Created by"], world.Browser.Html.QuerySelectorAll("th").Select(static header => header.TextContent.Trim()));
        Assert.Contains(world.Person.UserName, world.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_in_names_and_searches_is_only_text()
    {
        const string Script = "<script>alert(1)</script>";
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync(Script, more: $""","description":"{Script}" """);

        foreach (var path in new[] { "/keys?q=" + Uri.EscapeDataString(Script), "/keys?columns=description", $"/keys/{id}", $"/keys/{id}/versions", $"/keys/{id}/delete", $"/keys/{id}/access/edit" })
        {
            await world.Browser.GoAsync(path);

            Assert.Equal(HttpStatusCode.OK, world.Browser.Status);
            Assert.DoesNotContain(Script, world.Browser.Body, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(Script, world.Browser.Text + string.Concat(world.Browser.Html.QuerySelectorAll("input").Select(static input => input.GetAttribute("value"))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_has_no_project_is_asked_for_one()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await fixture.UnassignRoleAsync(world.ProjectId, world.Person.UserId, "project_admin");
        using var browser = await KeyPagesWorld.OpenAsync(fixture, world.Person);

        await browser.GoAsync("/keys");

        Assert.Equal("/projects/choose?return=%2Fkeys", browser.Location);
    }

    private static IEnumerable<string> NamesOf(KeyPagesWorld world) => world.Browser.Html.QuerySelectorAll("td a.name").Select(static name => name.TextContent);
}

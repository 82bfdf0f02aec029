using System.Net;
using System.Text.Json.Nodes;

namespace Haneul.ApiTests.WebConsole.Secrets;

public sealed class SecretVersionTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    [Fact]
    public async Task A_value_is_on_no_page_until_it_is_asked_for_and_asking_is_on_the_trail()
    {
        var id = await world.StoreAsync(world.NewName(), new JsonObject { ["user"] = "shop", ["password"] = "canary-reveal" });
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        foreach (var path in new[] { "", "/versions/1/value", "/edit", "/access", "/activity", "/compare", "/versions/new", "/versions/1/schedule" })
        {
            await browser.GoAsync($"/secrets/{id}{path}");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.DoesNotContain("canary-reveal", browser.Body, StringComparison.Ordinal);
        }

        await browser.GoAsync($"/secrets/{id}/versions/1/value");
        Assert.Equal(0, await ReadsAsync(id));
        await browser.SubmitAsync("main form.card");

        Assert.Contains("canary-reveal", browser.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", browser.Response.Headers.CacheControl!.ToString());
        Assert.Equal(1, await ReadsAsync(id));
        Assert.Null(browser.Location);
    }

    [Fact]
    public async Task Values_that_are_not_texts_are_shown_with_their_digits()
    {
        var id = await world.StoreAsync(world.NewName(), JsonNode.Parse("""{"port": 5432, "big": 12345678901234567890.50, "list": ["<b>", "한글"]}"""));
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/versions/1/value");

        await browser.SubmitAsync("main form.card");

        Assert.Contains("12345678901234567890.50", browser.Text, StringComparison.Ordinal);
        Assert.Contains("한글", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Html.QuerySelector("main b"));
    }

    [Fact]
    public async Task A_value_is_copied_without_a_page_and_each_copy_needs_a_token_of_its_own()
    {
        var id = await world.StoreAsync(world.NewName(), "canary-copy");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}");
        var first = browser.Fill("form.copy-value");
        var body = await first.Content!.ReadAsStringAsync();

        await browser.SendAsync(first);
        Assert.Equal("canary-copy", browser.Body);
        Assert.Equal("text/plain", browser.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", browser.Response.Headers.CacheControl!.ToString());
        var next = Assert.Single(browser.Response.Headers.GetValues("Haneul-Form"));
        Assert.Equal(1, await ReadsAsync(id));

        await browser.SendAsync(Post($"/secrets/{id}/versions/1/copy", body));
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.DoesNotContain("canary-copy", browser.Body, StringComparison.Ordinal);

        await browser.SendAsync(Post($"/secrets/{id}/versions/1/copy", "_form=" + next));
        Assert.Equal("canary-copy", browser.Body);
    }

    [Fact]
    public async Task A_value_is_neither_shown_nor_copied_by_a_forged_form()
    {
        var id = await world.StoreAsync(world.NewName(), "canary-forged");
        using var browser = await ConsoleBrowser.SignedInAsync(world);

        foreach (var action in new[] { "copy", "value" })
        {
            await browser.SendAsync(Post($"/secrets/{id}/versions/1/{action}", "_form=forged"));
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.DoesNotContain("canary-forged", browser.Body, StringComparison.Ordinal);
        }

        Assert.Equal(0, await ReadsAsync(id));
    }

    [Fact]
    public async Task A_version_is_deactivated_and_activated_and_says_so()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}");

        await browser.SubmitAsync("form[action$='/versions/1/deactivate']");
        Assert.Equal($"/secrets/{id}", browser.Location);
        Assert.Equal("Deactivated", (await world.VersionAsync(id, 1)).Status);
        await browser.FollowAsync();
        Assert.Contains("Version 1 is deactivated.", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync("form[action$='/versions/1/activate']");
        Assert.Equal("Active", (await world.VersionAsync(id, 1)).Status);
    }

    [Fact]
    public async Task A_press_on_an_old_page_tells_that_the_state_has_changed()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}");
        await world.CallAsync(HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{id}/versions/1/destroy", await world.SignInAsync());

        await browser.SubmitAsync("form[action$='/versions/1/deactivate']");

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("state of the version", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Back to the secret", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destruction_is_scheduled_for_a_day_that_is_allowed_and_can_be_cancelled()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/versions/1/schedule");
        var first = browser.Html.QuerySelector("#field-date")!.GetAttribute("min")!;
        await browser.SubmitAsync("main form.card", ("date", "2020-01-01"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("2020-01-01", browser.Html.QuerySelector("#field-date")!.GetAttribute("value"));
        Assert.NotNull(browser.Html.QuerySelector("#field-date-error"));

        await browser.SubmitAsync("main form.card", ("date", first));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.NotNull((await world.VersionAsync(id, 1)).DestructionAt);
        await browser.FollowAsync();
        Assert.Contains("Destruction scheduled", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync("form[action$='/versions/1/cancel']");
        Assert.Equal(("Deactivated", null), await world.VersionAsync(id, 1));
    }

    [Fact]
    public async Task The_last_day_that_the_page_offers_is_accepted()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/versions/1/schedule");

        await browser.SubmitAsync("main form.card", ("date", browser.Html.QuerySelector("#field-date")!.GetAttribute("max")));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task Destroying_asks_for_the_password_and_for_the_name()
    {
        var name = world.NewName();
        var id = await world.StoreAsync(name, "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await world.ConfirmAsync(browser, $"/secrets/{id}/versions/1/destroy");

        await browser.SubmitAsync("main form.card", ("confirmation", "yes"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("Active", (await world.VersionAsync(id, 1)).Status);

        await browser.SubmitAsync("main form.card", ("confirmation", name));
        Assert.Equal($"/secrets/{id}", browser.Location);
        Assert.Equal("Destroyed", (await world.VersionAsync(id, 1)).Status);
    }

    [Fact]
    public async Task An_old_value_is_restored_as_the_newest_version()
    {
        var id = await world.StoreAsync(world.NewName(), "old");
        await world.StoreVersionAsync(id, "new");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}");

        await browser.SubmitAsync("form[action$='/versions/1/restore']");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("\"old\"", await world.ValueAsync(id));
        await browser.FollowAsync();
        Assert.Contains("new version 3", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_versions_are_compared_by_their_keys_without_their_values()
    {
        var id = await world.StoreAsync(world.NewName(), new JsonObject { ["same"] = "s", ["other"] = "canary-one", ["gone"] = "x" });
        await world.StoreVersionAsync(id, new JsonObject { ["same"] = "s", ["other"] = "canary-two", ["added/key"] = "y" });
        using var browser = await ConsoleBrowser.SignedInAsync(world);

        await browser.GoAsync($"/secrets/{id}/compare?from=1&to=2");

        var rows = browser.Html.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(["other Changed", "added/key Added", "gone Removed"], rows);
        Assert.DoesNotContain("canary-", browser.Body, StringComparison.Ordinal);
        await browser.GoAsync($"/secrets/{id}/compare?from=1&to=9");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector(".problem"));
    }

    [Fact]
    public async Task A_consumer_is_pinned_and_the_pin_is_taken_off()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}");
        await browser.SubmitAsync("form.pin-form", ("pin", "not a name"), ("pinned", "7"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("not a name", browser.Html.QuerySelector("#field-pin")!.GetAttribute("value"));

        await browser.SubmitAsync("form.pin-form", ("pin", "billing"), ("pinned", "7"));
        Assert.NotNull(browser.Html.QuerySelector("#field-pinned-error"));
        await browser.SubmitAsync("form.pin-form", ("pin", "billing"), ("pinned", "1"));
        Assert.Equal($"/secrets/{id}", browser.Location);
        await browser.FollowAsync();
        Assert.Contains("Pinned by billing", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync("form[action$='/pins/billing/remove']");
        await browser.FollowAsync();
        Assert.DoesNotContain("Pinned by billing", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_shows_who_can_read_and_what_was_done()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);

        await browser.GoAsync($"/secrets/{id}/activity");

        Assert.Contains(world.Bootstrap.UserName, browser.Text, StringComparison.Ordinal);
        Assert.Contains("Create Secret", browser.Text, StringComparison.Ordinal);
    }

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") };

    private async Task<int> ReadsAsync(string id)
    {
        var (_, events) = await world.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?resource_id={id}&event_name=Get%20Secret%20Version%20Value", await world.SignInAsync());
        return events.GetProperty("events").GetArrayLength();
    }
}

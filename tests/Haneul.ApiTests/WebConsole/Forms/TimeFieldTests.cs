using System.Net;
using Haneul.ApiTests.WebConsole.Keys;

namespace Haneul.ApiTests.WebConsole.Forms;

/// <summary>Fields of date and time in the person's zone: the ends of the calendar are no instants in every zone.</summary>
public sealed class TimeFieldTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string East = "Asia%2FSeoul";
    private const string West = "America%2FNew_York";

    [Theory]
    [InlineData(East, "0001-01-01T00:00")]
    [InlineData(West, "9999-12-31T23:59")]
    [InlineData(East, "yesterday")]
    public async Task The_expiry_of_an_access_key_that_is_no_instant_is_told_beside_its_field(string zone, string typed)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        world.Browser.Cookies["haneul-zone"] = zone;
        await world.Browser.GoAsync("/access-keys/new");
        await ShouldTellAsync(world, "expires", ("name", "deploy"), ("expires", typed));
    }

    [Theory]
    [InlineData(East, "0001-01-01T00:00")]
    [InlineData(West, "9999-12-31T23:59")]
    public async Task The_expiry_of_a_service_accounts_key_that_is_no_instant_is_told_beside_its_field(string zone, string typed)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        world.Browser.Cookies["haneul-zone"] = zone;
        await world.Browser.GoAsync("/iam/service-accounts/new");
        await world.DoneAsync(("name", "deployer"), ("roles", "project_reader"));
        await world.Browser.GoAsync(world.Browser.Response.RequestMessage!.RequestUri!.AbsolutePath + "/access-keys/new");
        await ShouldTellAsync(world, "expires", ("name", "deploy"), ("expires", typed));
    }

    [Theory]
    [InlineData(East, "0001-01-01T00:00")]
    [InlineData(West, "9999-12-31T23:59")]
    public async Task The_destruction_of_a_keys_version_that_is_no_instant_is_told_beside_its_field(string zone, string typed)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        world.Browser.Cookies["haneul-zone"] = zone;
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/versions/1/deactivate");
        await world.DoneAsync(("confirmation", "orders"));
        await world.Browser.GoAsync($"/keys/{id}/versions/1/destruction");
        await ShouldTellAsync(world, "time", ("time", typed));
    }

    [Theory]
    [InlineData(East, "from=0001-01-01T00:00")]
    [InlineData(East, "from=0001-01-01")]
    [InlineData(West, "from=9999-12-31T23:59")]
    public async Task The_beginning_of_a_search_that_is_no_instant_is_told_beside_its_field(string zone, string query)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Cookies["haneul-zone"] = zone;
        await browser.GoAsync("/events?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("Enter a date and a time.", browser.Html.QuerySelector("#event-from-error")!.TextContent);
    }

    [Theory]
    [InlineData(East, "0001-01-01")]
    [InlineData(West, "9999-12-31")]
    public async Task The_expiry_of_a_secret_that_is_no_instant_is_told_beside_its_field(string zone, string typed)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        world.Browser.Cookies["haneul-zone"] = zone;
        await world.Browser.GoAsync("/secrets/new");
        await world.DoneAsync(("name", "orders"), ("key", "user"), ("value", "shop"));
        await world.Browser.GoAsync(world.Browser.Response.RequestMessage!.RequestUri!.AbsolutePath + "/edit");
        await ShouldTellAsync(world, "expires", ("expires", typed));
    }

    private static async Task ShouldTellAsync(KeyPagesWorld world, string field, params (string Name, string? Value)[] fields)
    {
        await world.RefusedAsync(fields);
        Assert.Equal(HttpStatusCode.BadRequest, world.Browser.Status);
        Assert.NotNull(world.Browser.Html.GetElementById($"field-{field}-error"));
    }
}

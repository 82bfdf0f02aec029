using System.Globalization;
using System.Net;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>The versions of a key, and what can be done to them.</summary>
public sealed class KeyVersionPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_key_is_rotated_by_hand()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/versions/new");
        Assert.Contains("Creates version 2", world.Browser.Text, StringComparison.Ordinal);

        await world.DoneAsync();

        Assert.Contains("The key orders is rotated: version 2 is the default now.", world.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(["Version 2", "Version 1"], world.Browser.Html.QuerySelectorAll(".timeline h2").Select(static heading => heading.TextContent));
        Assert.Equal("2:ACTIVE 1:ACTIVE", await world.VersionsAsync(id));
    }

    [Fact]
    public async Task A_key_in_pre_activation_is_activated()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders", more: ""","is_pending_activation":true""");
        await world.Browser.GoAsync($"/keys/{id}/versions");
        Assert.Contains("No version yet", world.Browser.Text, StringComparison.Ordinal);

        await world.Browser.GoAsync(world.Browser.Html.QuerySelector(".actions a")!.GetAttribute("href")!);
        await world.DoneAsync();

        Assert.Contains("The key orders is active, with version 1.", world.Browser.Text, StringComparison.Ordinal);
        Assert.Equal("1:ACTIVE", await world.VersionsAsync(id));
    }

    [Fact]
    public async Task A_version_is_deactivated_for_good()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/versions/1/deactivate");
        Assert.Contains("This is the default version", world.Browser.Text, StringComparison.Ordinal);

        await world.RefusedAsync(("confirmation", "order"));
        Assert.Equal("Type exactly orders.", world.Browser.Html.QuerySelector("#field-confirmation-error")!.TextContent);
        Assert.Equal("1:ACTIVE", await world.VersionsAsync(id));

        await world.DoneAsync(("confirmation", "orders"));

        Assert.Equal("1:DEACTIVATED", await world.VersionsAsync(id));
        Assert.Contains("No version of this key is active", world.Browser.Text, StringComparison.Ordinal);
        Assert.Equal([$"/keys/{id}/versions/1/destruction"], ActionsOf(world));

        await world.Browser.GoAsync($"/keys/{id}/versions/1/deactivate");
        Assert.Contains("The state of the version does not allow this", await world.RefusedAsync(("confirmation", "orders")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destruction_is_scheduled_changed_and_cancelled()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/versions/1/destruction");
        await world.DoneAsync(("confirmation", "orders"));

        Assert.Equal("1:DEACTIVATED!", await world.VersionsAsync(id));
        Assert.Contains("Destruction scheduled", world.Browser.Text, StringComparison.Ordinal);
        Assert.Equal([$"/keys/{id}/versions/1/destruction", $"/keys/{id}/versions/1/cancel"], ActionsOf(world));

        await world.Browser.GoAsync($"/keys/{id}/versions/1/cancel");
        await world.DoneAsync();

        Assert.Contains("Version 1 will not be destroyed.", world.Browser.Text, StringComparison.Ordinal);
        Assert.Equal("1:ACTIVE", await world.VersionsAsync(id));
    }

    [Theory]
    [InlineData("", "Enter a date and a time.")]
    [InlineData("tomorrow", "Enter a date and a time.")]
    [InlineData("6", "Enter a time 7 to 30 days from now.")]
    [InlineData("31", "Enter a time 7 to 30 days from now.")]
    public async Task A_time_that_can_not_be_is_told_beside_the_field(string typed, string told)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/versions/1/destruction");
        var time = int.TryParse(typed, out var days) ? fixture.Time.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : typed;

        await world.RefusedAsync(("time", time), ("confirmation", "wrong"));

        Assert.Equal(told, world.Browser.Html.QuerySelector("#field-time-error")!.TextContent);
        Assert.Equal("Type exactly orders.", world.Browser.Html.QuerySelector("#field-confirmation-error")!.TextContent);
        Assert.Equal("1:ACTIVE", await world.VersionsAsync(id));
    }

    [Fact]
    public async Task All_versions_are_scheduled_at_once_and_then_the_key_is_deleted()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        for (var more = 0; more < 2; more++)
        {
            await fixture.CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{id}/versions", world.Person.Token);
        }

        await fixture.CallAsync(HttpMethod.Patch, $"/kms/api/v1/keys/{id}/versions/2/deactivate", world.Person.Token);
        await world.Browser.GoAsync($"/keys/{id}/versions/destruction");
        Assert.Contains("All versions that are not destroyed yet (3)", world.Browser.Text, StringComparison.Ordinal);

        await world.DoneAsync(("confirmation", "orders"));

        Assert.Equal("3:DEACTIVATED! 2:DEACTIVATED! 1:DEACTIVATED!", await world.VersionsAsync(id));
    }

    [Fact]
    public async Task What_loses_data_asks_for_the_password_again()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        fixture.Time.Advance(TimeSpan.FromMinutes(11));
        foreach (var path in new[] { "versions/1/destruction", "versions/1/deactivate", "versions/destruction", "access/edit", "delete" })
        {
            await world.Browser.GoAsync($"/keys/{id}/{path}");
            Assert.Equal($"/confirm?return={Uri.EscapeDataString($"/keys/{id}/{path}")}", world.Browser.Location);
        }

        await world.Browser.FollowAsync();
        await world.Browser.SubmitAsync("main form", ("password", world.Person.Password));
        await world.Browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, world.Browser.Status);

        // A form that was opened in time and sent too late does nothing either.
        await world.Browser.GoAsync($"/keys/{id}/versions/1/deactivate");
        var form = world.Browser.Fill("main form[data-form]");
        fixture.Time.Advance(TimeSpan.FromMinutes(11));
        await world.Browser.SendAsync(form);

        Assert.StartsWith("/confirm", world.Browser.Location, StringComparison.Ordinal);
        Assert.Equal("1:ACTIVE", await world.VersionsAsync(id));
    }

    private static IEnumerable<string?> ActionsOf(KeyPagesWorld world) => world.Browser.Html.QuerySelectorAll(".timeline .buttons a").Select(static link => link.GetAttribute("href"));
}

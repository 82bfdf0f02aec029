namespace Haneul.ApiTests.WebConsole.Overview;

/// <summary>What looking at the overview leaves on the trail.</summary>
public sealed class OverviewTrailTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Nothing_that_an_administrator_is_shown_was_asked_for_without_the_right_to_see_it()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/");

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=List%20Events&service_name=Console", await fixture.AdminTokenAsync());
        var results = body.GetProperty("events").EnumerateArray().Select(static told => told.GetProperty("result").GetString()).ToList();
        Assert.NotEmpty(results);
        Assert.All(results, static result => Assert.Equal("success", result));
    }
}

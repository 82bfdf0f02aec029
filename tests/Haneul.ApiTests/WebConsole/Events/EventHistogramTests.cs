using System.Globalization;
using AngleSharp.Dom;

namespace Haneul.ApiTests.WebConsole.Events;

/// <summary>Events over time, on a clock that the test moves.</summary>
public sealed class EventHistogramTests : IAsyncLifetime
{
    private readonly ConsoleFixture _fixture = new();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Bars_are_hours_of_a_day_and_days_of_a_month_in_the_persons_zone()
    {
        using var browser = await WithEventsOnTwoDaysAsync();
        await browser.GoAsync("/events?range=24h");
        Assert.InRange(Bars(browser).Count, 24, 25);
        Assert.All(Bars(browser), bar => Assert.Equal(TimeSpan.FromHours(1), Time(bar, "data-to") - Time(bar, "data-from")));

        await browser.GoAsync("/events?range=30d");
        Assert.InRange(Bars(browser).Count, 30, 32);
        Assert.All(Bars(browser).Skip(1), bar => Assert.Equal(TimeSpan.FromHours(15), Time(bar, "data-from").TimeOfDay)); // Midnight in Seoul.
        Assert.Equal(2, Rows(browser).Count);
    }

    [Fact]
    public async Task A_bar_and_its_row_lead_to_their_time_and_tell_the_same()
    {
        using var browser = await WithEventsOnTwoDaysAsync();
        await browser.GoAsync("/events?range=7d&result=failed&source_service=Secrets%20Manager");

        var row = Assert.Single(Rows(browser));
        Assert.Equal(["0", "0", "2"], row.QuerySelectorAll("td.number").Select(static cell => cell.TextContent));
        var address = row.QuerySelector("a")!.GetAttribute("href")!;
        Assert.Contains(Bars(browser), bar => bar.GetAttribute("href") == address && bar.QuerySelectorAll("rect").Any(static part => part.ClassName == "failed"));
        await browser.GoAsync(address);
        Assert.Equal(["Get Secret Version Value", "Get Secret Version Value"], browser.Html.QuerySelectorAll("a[data-event]").Select(static link => link.TextContent));
    }

    [Fact]
    public async Task The_picture_is_for_the_eye_alone_and_has_no_stop_for_the_keyboard()
    {
        using var browser = await WithEventsOnTwoDaysAsync();
        await browser.GoAsync("/events");

        Assert.Equal("true", browser.Html.QuerySelector(".bars")!.GetAttribute("aria-hidden"));
        Assert.All(Bars(browser), static bar => Assert.Equal("-1", bar.GetAttribute("tabindex")));
        Assert.Null(browser.Html.QuerySelector("[style]"));
    }

    private static IReadOnlyList<IElement> Bars(ConsoleBrowser browser) => [.. browser.Html.QuerySelectorAll(".bars a")];

    private static IReadOnlyList<IElement> Rows(ConsoleBrowser browser) => [.. browser.Html.QuerySelectorAll(".histogram-tables table:first-child tbody tr")];

    private static DateTime Time(IElement bar, string name) => DateTimeOffset.Parse(bar.GetAttribute(name)!, CultureInfo.InvariantCulture).UtcDateTime;

    // Two failed reads on one day, and the sign-in of the person on the next.
    private async Task<ConsoleBrowser> WithEventsOnTwoDaysAsync()
    {
        var persona = await _fixture.CreatePersonaAsync(await _fixture.CreateProjectAsync(), "project_admin");
        for (var i = 0; i < 2; i++)
        {
            await _fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets/none/versions/value", persona.Token);
        }

        _fixture.Time.Advance(TimeSpan.FromDays(1));
        var browser = new ConsoleBrowser(_fixture);
        browser.Cookies["haneul-zone"] = "Asia%2FSeoul";
        await browser.SignInAsync(persona.UserName, persona.Password);
        await browser.GoAsync("/events"); // Whose own events are counted by the next page.
        return browser;
    }
}

using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>How events are found, read, exported and followed in the console, by mouse and by keyboard alone.</summary>
public sealed class EventJourneyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task Events_are_filtered_read_beside_their_list_and_exported(string means)
    {
        await SampleData.AddSecretAsync(fixture.Server, $"read-{means}");
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await window.GoAsync("/events");
        await hand.PressAsync(".event-search details summary");
        await hand.TypeAsync("#event-resource_name", $"read-{means}");
        await hand.ChooseAsync("#event-result", "success");
        await hand.PressAsync(".search-line button");
        await window.SeeAsync(".chips");
        Assert.Contains($"read-{means}", await window.ReadAsync(".chips"), StringComparison.Ordinal);

        // What is opened beside the list is closed by Escape, and the way goes on where it was.
        var link = window.Page.Locator("a[data-event]").First;
        var name = await link.TextContentAsync();
        await hand.PressAsync(link);
        await window.SeeAsync("dialog.drawer[open]");
        Assert.Equal(name, await window.ReadAsync("#drawer-title"));
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Locator("dialog.drawer[open]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.Equal(1, await link.And(window.Page.Locator(":focus")).CountAsync());
        await hand.PressAsync(link);
        await hand.PressAsync("dialog.drawer button.small >> nth=0");
        await window.Page.Locator("dialog.drawer[open]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        await hand.PressAsync(".export summary");
        var download = await window.Page.RunAndWaitForDownloadAsync(() => hand.PressAsync(".export a[href*='format=jsonl']"));
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains($"read-{means}", line, StringComparison.Ordinal));
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Locator(".export[open]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await window.ShouldHaveFocusAsync(".export summary");
        await hand.PressAsync(".chips .all a");
        await window.ArriveAsync("/events$");
        window.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_part_of_the_time_is_chosen_by_dragging_over_the_bars()
    {
        await using var window = await fixture.OpenSignedInAsync();
        await window.GoAsync("/events");
        var bars = (await window.Page.Locator(".bars").BoundingBoxAsync())!;
        await window.Page.Mouse.MoveAsync(bars.X + (bars.Width / 2), bars.Y + 20);
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync(bars.X + bars.Width - 2, bars.Y + 30, new MouseMoveOptions { Steps = 4 });
        await window.Page.Mouse.UpAsync();

        await window.ArriveAsync("from=");
        await window.SeeAsync("a[data-event]");
        window.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_part_of_the_time_is_chosen_by_keyboard()
    {
        await using var window = await fixture.OpenSignedInAsync();
        var hand = new KeyboardHand(window.Page);
        await window.GoAsync("/events");
        var bars = await window.Page.Locator(".bars a").CountAsync();
        var last = await window.Page.Locator(".bars a").Last.GetAttributeAsync("data-to");
        await hand.FocusAsync("#brush-from");
        for (var step = 0; step < bars / 2; step++)
        {
            await window.Page.Keyboard.PressAsync("ArrowRight");
        }

        // The picture shows it, and whoever does not see it is told which time it is.
        var begin = window.Page.Locator(".bars a").Nth(bars / 2);
        Assert.Equal(await begin.Locator("title").TextContentAsync(), await window.Page.Locator("#brush-from").GetAttributeAsync("aria-valuetext"));
        Assert.NotEqual("0", await window.Page.Locator(".bars .brush").GetAttributeAsync("width"));
        var from = await begin.GetAttributeAsync("data-from");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.ArriveAsync("from=");
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(window.Page.Url).Query);
        Assert.Equal((from, last), (query["from"], query["to"]));
        await window.SeeAsync("a[data-event]");
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task Events_are_followed_as_they_come(string means)
    {
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await window.GoAsync("/events");
        await hand.PressAsync("[data-follow]");
        await window.ShouldHaveFocusAsync("[data-pause]");
        await SampleData.AddSecretAsync(fixture.Server, $"live-{means}");
        var rows = window.Page.Locator(".live-rows li");
        await rows.Filter(new LocatorFilterOptions { HasText = $"live-{means}" }).First.WaitForAsync();

        // What comes during a pause is kept.
        await hand.PressAsync("[data-pause]");
        await window.ShouldHaveFocusAsync("[data-continue]");
        await SampleData.AddSecretAsync(fixture.Server, $"later-{means}");
        await hand.PressAsync("[data-continue]");
        await rows.Filter(new LocatorFilterOptions { HasText = $"later-{means}" }).First.WaitForAsync();
        await window.ShouldHaveFocusAsync("[data-pause]");
        await hand.PressAsync(rows.Locator("a").First);
        await window.SeeAsync("#event");
        window.ShouldHaveNoProblems();
    }
}
